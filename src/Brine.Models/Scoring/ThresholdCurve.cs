namespace Brine.Models;

/// <summary>How many rows are rightly and wrongly taken for positive at each threshold, the highest first
/// (<c>_binary_clf_curve</c>).</summary>
internal sealed class ThresholdCurve
{
    private ThresholdCurve(double[] right, double[] wrong) => (Right, Wrong) = (right, wrong);

    internal double[] Right { get; }

    internal double[] Wrong { get; }

    /// <param name="isPositive">The rows that are.</param>
    /// <param name="scores">The score of each row.</param>
    /// <param name="weights">The weight of each row, or null.</param>
    /// <param name="keepsOrder">True from 1.8 on: rows of one score stay in their order, before they were turned around.</param>
    internal static ThresholdCurve Of(bool[] isPositive, double[] scores, double[]? weights, bool keepsOrder)
    {
        int[] order = [.. Enumerable.Range(0, scores.Length).Where(row => weights is null || weights[row] != 0)];
        order = keepsOrder ? [.. order.OrderByDescending(row => scores[row])] : [.. order.OrderBy(row => scores[row]).Reverse()];
        var right = new List<double>();
        var wrong = new List<double>();
        double hits = 0, misses = 0;
        for (int i = 0; i < order.Length; i++)
        {
            double weight = weights?[order[i]] ?? 1;
            hits += isPositive[order[i]] ? weight : 0;
            misses += isPositive[order[i]] ? 0 : weight;
            if (i == order.Length - 1 || scores[order[i]] != scores[order[i + 1]])
            {
                right.Add(hits);
                wrong.Add(misses);
            }
        }

        return new ThresholdCurve([.. right], [.. wrong]);
    }

    /// <summary><c>roc_auc_score</c> of two classes: trapezoids under the corners of the curve.</summary>
    internal double AreaUnderRoc()
    {
        List<int> corners = [];
        for (int i = 0; i < Right.Length; i++)
        {
            if (i == 0 || i == Right.Length - 1 || Right.Length <= 2 || Bends(Right, i) || Bends(Wrong, i))
            {
                corners.Add(i);
            }
        }

        double[] x = [0, .. corners.Select(i => Wrong[i] / Wrong[^1])], y = [0, .. corners.Select(i => Right[i] / Right[^1])];
        (x[0], y[0]) = (0 / Wrong[^1], 0 / Right[^1]);
        return PairwiseSum.Of<double>([.. Enumerable.Range(1, x.Length - 1).Select(i => (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2.0)]);
    }

    /// <summary><c>average_precision_score</c> of two classes.</summary>
    internal double AveragePrecision()
    {
        int count = Right.Length;
        var steps = new double[count];
        for (int i = 0; i < count; i++)
        {
            // The curve is turned around: from the lowest threshold to a last point of recall 0.
            int at = count - 1 - i;
            double whole = Right[at] + Wrong[at], precision = whole == 0 ? 0 : Right[at] / whole;
            double next = at == 0 ? 0 : Recall(at - 1);
            steps[i] = (next - Recall(at)) * precision;
        }

        return -PairwiseSum.Of<double>(steps);
    }

    private double Recall(int at) => Right[^1] == 0 ? 1 : Right[at] / Right[^1];

    private static bool Bends(double[] values, int i) => values[i + 1] - values[i] - (values[i] - values[i - 1]) != 0;
}
