namespace Brine.Models;

/// <summary>Metrics of the matrix of what should be answered and what is.</summary>
internal static class AgreementMetrics
{
    /// <summary><c>balanced_accuracy_score</c>: the mean of the recalls of the classes that there are.</summary>
    internal static double BalancedAccuracy(ScoreCase score)
    {
        double[] matrix = Matrix(score, out int count);
        double[] recalls =
        [
            .. Enumerable.Range(0, count).Select(k => matrix[(k * count) + k] / PairwiseSum.Of<double>(matrix.AsSpan(k * count, count)))
                .Where(recall => !double.IsNaN(recall)),
        ];
        return Averages.Of(recalls, null);
    }

    /// <summary><c>matthews_corrcoef</c></summary>
    internal static double Matthews(ScoreCase score)
    {
        double[] matrix = Matrix(score, out int count), meant = new double[count], answered = new double[count], right = new double[count];
        for (int k = 0; k < count; k++)
        {
            meant[k] = PairwiseSum.Of<double>(matrix.AsSpan(k * count, count));
            right[k] = matrix[(k * count) + k];
            for (int row = 0; row < count; row++)
            {
                answered[k] += matrix[(row * count) + k];
            }
        }

        double all = PairwiseSum.Of<double>(answered);
        double both = (PairwiseSum.Of<double>(right) * all) - Dot(meant, answered);
        double ofAnswers = (all * all) - Dot(answered, answered), ofTruth = (all * all) - Dot(meant, meant);
        return ofAnswers * ofTruth == 0 ? 0 : both / Math.Sqrt(ofTruth * ofAnswers);
    }

    /// <summary><c>class_likelihood_ratios</c>: of being answered with the second class, or not.</summary>
    internal static double LikelihoodRatio(ScoreCase score, bool isPositive)
    {
        if (score.Labels.Kind != TargetKind.Binary)
        {
            throw new ModelInputException("InputKind", $"{score.Metric} is a metric of two classes, and here are others");
        }

        double[] matrix = Matrix(score, out int count);
        if (count < 2)
        {
            return score.Version.IsAtLeast(1, 3)
                ? throw new ModelInputException("InputKind", $"{score.Metric} needs rows of two classes, and here is one")
                : double.NaN;
        }

        (double trueNegative, double falsePositive, double falseNegative, double truePositive) =
            (matrix[0], matrix[1], matrix[2], matrix[3]);
        double positives = truePositive + falseNegative, negatives = trueNegative + falsePositive;
        double undefined = score.Version.IsAtLeast(1, 7) ? 1 : double.NaN;
        return isPositive ? (falsePositive == 0 ? undefined : truePositive * negatives / (falsePositive * positives))
            : trueNegative == 0 ? undefined : falseNegative * negatives / (trueNegative * positives);
    }

    private static double[] Matrix(ScoreCase score, out int count)
    {
        LabelPair labels = score.Labels;
        if (labels.Kind == TargetKind.Multilabel)
        {
            throw new ModelInputException("InputKind", $"{score.Metric} is a metric of one column, and there are several");
        }

        count = labels.LabelCount;
        var matrix = new double[count * count];
        for (int row = 0; row < labels.Truth.Length; row++)
        {
            matrix[(labels.Truth[row] * count) + labels.Answer[row]] += score.Weights?[row] ?? 1;
        }

        return matrix;
    }

    private static double Dot(double[] first, double[] second)
    {
        double sum = 0;
        for (int i = 0; i < first.Length; i++)
        {
            sum += first[i] * second[i];
        }

        return sum;
    }
}
