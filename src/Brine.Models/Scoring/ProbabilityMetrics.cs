namespace Brine.Models;

/// <summary>Metrics of probabilities.</summary>
internal static class ProbabilityMetrics
{
    internal const double DoubleEpsilon = 2.220446049250313e-16;
    internal const double SingleEpsilon = 1.1920928955078125e-07;

    /// <summary><c>log_loss</c></summary>
    internal static double LogLoss(ScoreCase score)
    {
        ScoreMatrix scores = score.Probabilities();
        if (score.Truth.Kind == TargetKind.Multilabel && score.Version.IsAtLeast(1, 6))
        {
            return -OfLabels(score, scores,
                (has, value) => has ? Math.Log(Math.Clamp(value, DoubleEpsilon, 1 - DoubleEpsilon)) : 0);
        }

        int[] truth = Classes(score, scores.Width == 1 ? 2 : scores.Width);
        double epsilon = scores.IsSingle ? SingleEpsilon : DoubleEpsilon;
        int width = scores.Width == 1 ? 2 : scores.Width;
        bool isPair = width == 2 && score.Truth.Kind == TargetKind.Binary, normalizes = !score.Version.IsAtLeast(1, 6);
        var losses = new double[truth.Length];
        var row = new double[width];
        for (int i = 0; i < losses.Length; i++)
        {
            if (isPair)
            {
                // Of two classes the probability of the second is taken, and that of the first is what is left.
                double second = scores.Values[(i * scores.Width) + scores.Width - 1];
                second = normalizes ? Math.Clamp(second, epsilon, 1 - epsilon) : second;
                (row[0], row[1]) = (1 - second, second);
            }
            else
            {
                scores.Values.AsSpan(i * width, width).CopyTo(row);
            }

            for (int k = 0; k < width && !(isPair && normalizes); k++)
            {
                row[k] = Math.Clamp(row[k], epsilon, 1 - epsilon);
            }

            double probability = normalizes ? row[truth[i]] / PairwiseSum.Of<double>(row) : row[truth[i]];
            losses[i] = -Math.Log(probability);
        }

        return Averages.Of(losses, score.Weights);
    }

    /// <summary><c>brier_score_loss</c>: squares of the distances to what is so, which 1.6 and later know of several classes
    /// too.</summary>
    internal static double Brier(ScoreCase score)
    {
        ScoreMatrix scores = score.Probabilities();
        bool isNew = score.Version.IsAtLeast(1, 6);
        if (score.Truth.Kind == TargetKind.Binary && scores.Width <= 2)
        {
            double[] positive = scores.Positive();
            bool[] truth = Positives(score);
            return !isNew
                ? Averages.Of([.. positive.Select((value, i) => Square((truth[i] ? 1 : 0) - value))], score.Weights)
                : Averages.Of([.. positive.Select((value, i) =>
                    Square((truth[i] ? 0 : 1) - (1 - value)) + Square((truth[i] ? 1 : 0) - value))], score.Weights) * 0.5;
        }

        if (isNew && score.Truth.Kind == TargetKind.Multilabel)
        {
            double sum = OfLabels(score, scores, (has, value) => Square((has ? 1 : 0) - value));
            return scores.Width < 3 ? sum * 0.5 : sum;
        }

        if (!isNew)
        {
            throw new ModelInputException("InputKind", "neg_brier_score is a metric of two classes up to 1.5, and here are others");
        }

        int[] labels = Classes(score, scores.Width);
        int width = scores.Width;
        var row = new double[width];
        double[] squares = [.. labels.Select((label, i) =>
        {
            for (int k = 0; k < width; k++)
            {
                row[k] = Square((k == label ? 1 : 0) - scores.Values[(i * width) + k]);
            }

            return PairwiseSum.Of<double>(row);
        })];
        double mean = Averages.Of(squares, score.Weights);
        return width < 3 ? mean * 0.5 : mean;
    }

    /// <summary>The mean over the rows of the sum over the labels.</summary>
    private static double OfLabels(ScoreCase score, ScoreMatrix scores, Func<bool, double, double> term)
    {
        int width = scores.Width;
        if (width != score.Truth.ColumnCount)
        {
            throw new ModelInputException("InputFeatures",
                $"the target has {score.Truth.ColumnCount} columns and the model scores {width}");
        }

        double[] terms = [.. scores.Values.Select((value, i) => term(score.Truth.Numbers![i] != 0, value))];
        return Averages.Of([.. Enumerable.Range(0, scores.RowCount).Select(row =>
            PairwiseSum.Of<double>(terms.AsSpan(row * width, width)))], score.Weights);
    }

    private static double Square(double value) => value * value;

    /// <summary>The class that is 1, or else the greater number; text has no positive class.</summary>
    internal static bool[] Positives(ScoreCase score)
    {
        double[] numbers = score.Truth.Numbers ?? throw score.NoOne();
        double[] labels = [.. numbers.Distinct()];
        bool isPlain = labels.All(value => value is 0 or 1) || labels.All(value => value is -1 or 1);
        double positive = isPlain ? 1 : labels.Max();
        return Array.ConvertAll(numbers, value => value == positive);
    }

    /// <summary>The class of each row as a number below <paramref name="width"/>.</summary>
    internal static int[] Classes(ScoreCase score, int width)
    {
        int[] truth = score.Truth.Kind is TargetKind.Binary or TargetKind.Multiclass ? score.Truth.Encoded(out int count)
            : throw new ModelInputException("InputKind", $"{score.Metric} is a metric of one column of classes, and here are others");
        return count == width ? truth
            : throw new ModelInputException("InputKind",
                $"the target has {count} classes and the model knows {width}: {score.Metric} needs rows of every class");
    }
}
