namespace Brine.Models;

/// <summary>Precision, recall, F1 and Jaccard's index, of one label or averaged over labels or rows.</summary>
internal static class SetMetrics
{
    /// <summary>One of the four, averaged in one way.</summary>
    /// <param name="score">What is scored.</param>
    /// <param name="metric">precision, recall, f1 or jaccard.</param>
    /// <param name="average">binary, macro, micro, weighted or samples.</param>
    internal static double Of(ScoreCase score, string metric, string average)
    {
        LabelPair labels = score.Labels;
        bool isByRow = average == "samples";
        if ((isByRow && labels.Kind != TargetKind.Multilabel) || (average == "binary" && labels.Kind != TargetKind.Binary))
        {
            throw new ModelInputException("InputKind",
                $"{score.Metric} is a metric of {(isByRow ? "several columns of labels" : "two classes")}, and here are others; name "
                    + $"{metric}_macro, {metric}_micro or {metric}_weighted");
        }

        ConfusionCounts counts = ConfusionCounts.Of(labels, score.Weights, isByRow);
        if (average == "binary")
        {
            score.RequireOne();
            counts = counts.Only(labels.One);
        }
        else if (average == "micro")
        {
            counts = counts.Whole();
        }

        double[] values = metric switch
        {
            "precision" => Divide(counts.Right, counts.Answered),
            "recall" => Divide(counts.Right, counts.Meant),
            "jaccard" => Divide(counts.Right, counts.Either),
            _ => Harmonic(counts, score.Version.IsAtLeast(1, 3)),
        };
        double[]? weights = average == "weighted" ? counts.Meant : isByRow ? score.Weights : null;
        return weights is not null && average == "weighted" && PairwiseSum.Of<double>(weights) == 0
            ? score.Version.IsAtLeast(1, 3) || metric == "jaccard" ? Averages.Of(values, null) : 0
            : Averages.Of(values, weights);
    }

    /// <summary><c>_prf_divide</c>: nothing of nothing is 0.</summary>
    private static double[] Divide(double[] above, double[] below) =>
        [.. above.Zip(below, (part, whole) => whole == 0 ? 0 : part / whole)];

    /// <summary>F1, which 1.3 and later make of the counts, and older versions of precision and recall.</summary>
    private static double[] Harmonic(ConfusionCounts counts, bool isOfCounts)
    {
        if (isOfCounts)
        {
            return Divide([.. counts.Right.Select(right => 2.0 * right)],
                [.. counts.Meant.Zip(counts.Answered, (meant, answered) => meant + answered)]);
        }

        double[] precision = Divide(counts.Right, counts.Answered), recall = Divide(counts.Right, counts.Meant);
        return [.. precision.Zip(recall, (p, r) => p + r == 0 ? 2.0 * p * r : 2.0 * p * r / (p + r))];
    }
}
