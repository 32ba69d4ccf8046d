namespace Brine.Models;

/// <summary>How many rows each label is right for, is answered for and should be: the sums of <c>multilabel_confusion_matrix</c>, whose
/// differences are taken and added again, as scikit-learn does.</summary>
internal sealed class ConfusionCounts
{
    private ConfusionCounts(double[] right, double[] answered, double[] meant)
    {
        Right = right;
        Answered = [.. right.Zip(answered, (hits, all) => hits + (all - hits))];
        Meant = [.. right.Zip(meant, (hits, all) => hits + (all - hits))];
        Either = [.. right.Select((hits, i) => hits + (answered[i] - hits) + (meant[i] - hits))];
    }

    internal double[] Right { get; private init; }

    internal double[] Answered { get; private init; }

    internal double[] Meant { get; private init; }

    /// <summary>Rows for which the label is answered or should be.</summary>
    internal double[] Either { get; private init; }

    /// <summary>The counts of each label; of each row where they are averaged over rows.</summary>
    internal static ConfusionCounts Of(LabelPair labels, double[]? weights, bool isByRow)
    {
        int count = isByRow ? labels.RowCount : labels.LabelCount, width = labels.LabelCount;
        double[] right = new double[count], answered = new double[count], meant = new double[count];
        if (labels.Kind != TargetKind.Multilabel)
        {
            for (int row = 0; row < labels.Truth.Length; row++)
            {
                double weight = weights?[row] ?? 1;
                right[labels.Truth[row]] += labels.Truth[row] == labels.Answer[row] ? weight : 0;
                answered[labels.Answer[row]] += weight;
                meant[labels.Truth[row]] += weight;
            }

            return new ConfusionCounts(right, answered, meant);
        }

        for (int i = 0; i < labels.Truth.Length; i++)
        {
            int at = isByRow ? i / width : i % width;
            double weight = isByRow ? 1 : weights?[i / width] ?? 1;
            right[at] += labels.Truth[i] * labels.Answer[i] * weight;
            answered[at] += labels.Answer[i] * weight;
            meant[at] += labels.Truth[i] * weight;
        }

        for (int row = 0; isByRow && weights is not null && row < count; row++)
        {
            (right[row], answered[row], meant[row]) = (right[row] * weights[row], answered[row] * weights[row], meant[row] * weights[row]);
        }

        return new ConfusionCounts(right, answered, meant);
    }

    /// <summary>The counts of one label.</summary>
    internal ConfusionCounts Only(int label) => label < 0 ? new ConfusionCounts([0], [0], [0])
        : new ConfusionCounts([0], [0], [0])
        {
            Right = [Right[label]], Answered = [Answered[label]], Meant = [Meant[label]], Either = [Either[label]],
        };

    /// <summary>The sums over all labels.</summary>
    internal ConfusionCounts Whole() => new([0], [0], [0])
    {
        Right = [PairwiseSum.Of<double>(Right)], Answered = [PairwiseSum.Of<double>(Answered)], Meant = [PairwiseSum.Of<double>(Meant)],
        Either = [PairwiseSum.Of<double>(Either)],
    };
}
