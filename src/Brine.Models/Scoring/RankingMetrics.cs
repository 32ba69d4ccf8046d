namespace Brine.Models;

/// <summary>Metrics of scores: areas under curves, and the best of several classes.</summary>
internal static class RankingMetrics
{
    /// <summary><c>roc_auc</c></summary>
    internal static double RocAuc(ScoreCase score)
    {
        ScoreMatrix scores = score.Scores();
        return score.Truth.Kind switch
        {
            TargetKind.Binary when scores.Width <= 2 => Area(score, Positives(score), scores.Positive(), score.Weights),
            TargetKind.Multilabel => OfLabels(score, scores, isAverage: false),
            _ => throw new ModelInputException("InputKind",
                "roc_auc is a metric of two classes, and here are others; name roc_auc_ovr or roc_auc_ovo"),
        };
    }

    /// <summary><c>average_precision</c></summary>
    internal static double AveragePrecision(ScoreCase score)
    {
        TargetKind kind = score.Truth.Kind;
        bool asksModel = score.Version.IsAtLeast(1, 4);
        if (asksModel && kind != TargetKind.Multilabel && !score.KnowsOne)
        {
            throw score.NoOne();
        }

        ScoreMatrix scores = score.Scores();
        switch (kind)
        {
            case TargetKind.Binary when scores.Width <= 2:
                if (score.Truth.Texts is not null || (score.Truth.Numbers!.Distinct().Count() == 2 && !score.Truth.Numbers!.Contains(1)))
                {
                    throw score.NoOne();
                }

                double[] values = scores.Positive();
                if (asksModel && score.IsOneFirst)
                {
                    values = scores.IsProbability ? scores.Column(0) : Array.ConvertAll(values, value => -1 * value);
                }

                return Precision(score, Array.ConvertAll(score.Truth.Numbers!, value => value == 1), values);
            case TargetKind.Multilabel:
                return OfLabels(score, scores, isAverage: true);
            case TargetKind.Multiclass when asksModel && scores.Width > 2:
                return OfClasses(score, scores, (truth, column) => Precision(score, truth, column), isWeighted: false);
            default:
                throw new ModelInputException("InputKind", "average_precision is a metric of two classes, and here are others");
        }
    }

    /// <summary><c>roc_auc_ovr</c>: each class against the rest.</summary>
    internal static double OneVersusRest(ScoreCase score, bool isWeighted)
    {
        ScoreMatrix scores = score.Probabilities();
        if (score.Truth.Kind == TargetKind.Multilabel && (!scores.IsList || score.Version.IsAtLeast(1, 4)))
        {
            return OfLabels(score, scores, isAverage: false, isWeighted);
        }

        return score.Truth.Kind == TargetKind.Binary && scores.Width <= 2
            ? Area(score, Positives(score), scores.Positive(), score.Weights)
            : OfClasses(score, scores, (truth, column) => Area(score, truth, column, score.Weights), isWeighted);
    }

    /// <summary><c>roc_auc_ovo</c>: each pair of classes, in both directions.</summary>
    internal static double OneVersusOne(ScoreCase score, bool isWeighted)
    {
        ScoreMatrix scores = score.Probabilities();
        if (score.Truth.Kind == TargetKind.Multilabel && (!scores.IsList || score.Version.IsAtLeast(1, 4)))
        {
            return OfLabels(score, scores, isAverage: false, isWeighted);
        }

        if (score.Truth.Kind == TargetKind.Binary && scores.Width <= 2)
        {
            return Area(score, Positives(score), scores.Positive(), score.Weights);
        }

        if (score.Weights is not null)
        {
            throw new ArgumentException("scikit-learn weighs no rows in roc_auc_ovo", "weights");
        }

        int[] truth = Encode(score, scores);
        var areas = new List<double>();
        var shares = new List<double>();
        for (int a = 0; a < scores.Width; a++)
        {
            for (int b = a + 1; b < scores.Width; b++)
            {
                int[] rows = [.. Enumerable.Range(0, truth.Length).Where(row => truth[row] == a || truth[row] == b)];
                shares.Add((double)rows.Length / truth.Length);
                double[] first = scores.Column(a), second = scores.Column(b);
                double one = Area(score, Array.ConvertAll(rows, row => truth[row] == a), Array.ConvertAll(rows, row => first[row]), null);
                double other = Area(score, Array.ConvertAll(rows, row => truth[row] == b), Array.ConvertAll(rows, row => second[row]),
                    null);
                areas.Add((one + other) / 2);
            }
        }

        return Averages.Of([.. areas], isWeighted ? [.. shares] : null);
    }

    /// <summary><c>top_k_accuracy</c>: the part of the rows whose class is among the best two.</summary>
    internal static double TopTwo(ScoreCase score)
    {
        ScoreMatrix scores = score.Scores();
        if (score.Truth.Kind == TargetKind.Binary && scores.Width <= 2)
        {
            _ = score.Truth.Encoded(out int count);
            if (count < 2)
            {
                throw new ModelInputException("InputKind", "top_k_accuracy needs rows of every class, and here is one alone");
            }

            return Averages.Of([.. Enumerable.Repeat(1.0, score.Truth.RowCount)], score.Weights);
        }

        if (!score.Version.IsAtLeast(1, 4))
        {
            throw new ModelInputException("InputKind", "top_k_accuracy is a metric of two classes up to 1.3, and here are others");
        }

        int[] truth = Encode(score, scores);
        var hits = new double[truth.Length];
        for (int row = 0; row < hits.Length; row++)
        {
            int[] order = [.. Enumerable.Range(0, scores.Width).OrderBy(k => scores.Values[(row * scores.Width) + k]).Reverse().Take(2)];
            hits[row] = order.Contains(truth[row]) ? 1 : 0;
        }

        return Averages.Of(hits, score.Weights);
    }

    private static double OfClasses(ScoreCase score, ScoreMatrix scores, Func<bool[], double[], double> metric, bool isWeighted)
    {
        int[] truth = Encode(score, scores);
        double[] values = new double[scores.Width], shares = new double[scores.Width];
        for (int k = 0; k < values.Length; k++)
        {
            bool[] isClass = Array.ConvertAll(truth, label => label == k);
            values[k] = metric(isClass, scores.Column(k));
            shares[k] = Share(score, isClass);
        }

        return Averages.Of(values, isWeighted ? shares : null);
    }

    private static double OfLabels(ScoreCase score, ScoreMatrix scores, bool isAverage, bool isWeighted = false)
    {
        if (scores.Width != score.Truth.ColumnCount)
        {
            throw new ModelInputException("InputFeatures",
                $"the target has {score.Truth.ColumnCount} columns and the model scores {scores.Width}");
        }

        double[] values = new double[scores.Width], shares = new double[scores.Width];
        for (int k = 0; k < values.Length; k++)
        {
            bool[] hasLabel =
                [.. Enumerable.Range(0, scores.RowCount).Select(row => score.Truth.Numbers![(row * scores.Width) + k] != 0)];
            values[k] = isAverage ? Precision(score, hasLabel, scores.Column(k)) : Area(score, hasLabel, scores.Column(k), score.Weights);
            shares[k] = Share(score, hasLabel);
            values[k] = isWeighted && shares[k] == 0 ? 0 : values[k];
        }

        return isWeighted && Math.Abs(PairwiseSum.Of<double>(shares)) <= 1e-8 ? 0 : Averages.Of(values, isWeighted ? shares : null);
    }

    private static double Share(ScoreCase score, bool[] rows)
    {
        double sum = 0;
        for (int row = 0; row < rows.Length; row++)
        {
            sum += rows[row] ? score.Weights?[row] ?? 1 : 0;
        }

        return sum;
    }

    /// <summary>The rows of the greater of the labels that there are; none where there is one.</summary>
    private static bool[] Positives(ScoreCase score)
    {
        int[] truth = score.Truth.Encoded(out int count);
        return Array.ConvertAll(truth, label => count > 1 && label == count - 1);
    }

    /// <summary>The classes of the rows, which must be as many as there are scores.</summary>
    private static int[] Encode(ScoreCase score, ScoreMatrix scores)
    {
        int[] truth = score.Truth.Kind is TargetKind.Binary or TargetKind.Multiclass ? score.Truth.Encoded(out int count)
            : throw new ModelInputException("InputKind", $"{score.Metric} is a metric of one column of classes, and here are others");
        return count == scores.Width ? truth
            : throw new ModelInputException("InputKind",
                $"the target has {count} classes and the model scores {scores.Width}: {score.Metric} needs rows of every class");
    }

    private static double Precision(ScoreCase score, bool[] truth, double[] scores)
    {
        double area = Curve(score, truth, scores, score.Weights).AveragePrecision();
        return score.Version.IsAtLeast(1, 4) ? Math.Max(0.0, area) : area;
    }

    private static double Area(ScoreCase score, bool[] truth, double[] scores, double[]? weights) =>
        truth.Contains(true) && truth.Contains(false) ? Curve(score, truth, scores, weights).AreaUnderRoc()
            : score.Version.IsAtLeast(1, 6) ? double.NaN
            : throw new ModelInputException("InputKind", $"{score.Metric} is not defined where the target has one class alone");

    private static ThresholdCurve Curve(ScoreCase score, bool[] truth, double[] scores, double[]? weights) =>
        ThresholdCurve.Of(truth, scores, weights, score.Version.IsAtLeast(1, 8));
}
