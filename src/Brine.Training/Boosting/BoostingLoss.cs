namespace Brine.Training;

/// <summary>What gradient boosting makes small. Sums are taken in scikit-learn's order, of 1.9 (<c>sklearn._loss</c>) or of 1.2
/// (<c>_gb_losses</c>).</summary>
/// <param name="isNew">True for the newest scikit-learn.</param>
internal abstract class BoostingLoss(bool isNew)
{
    /// <summary>True for the newest scikit-learn.</summary>
    private protected bool IsNew { get; } = isNew;

    /// <summary>How many trees a stage has.</summary>
    internal virtual int TreeCount => 1;

    /// <summary>False where a leaf keeps the mean that the tree gave it.</summary>
    internal virtual bool ChangesLeaves => true;

    /// <summary>Looks at all rows before a stage.</summary>
    internal virtual void Prepare(double[] y, double[] raw, double[]? weights)
    {
    }

    /// <summary>The negative gradient of each row for a tree of a stage.</summary>
    /// <param name="y">The numbers, or the codes of the classes.</param>
    /// <param name="raw">The sums before the stage, row by row.</param>
    /// <param name="tree">The place of the tree in the stage.</param>
    internal abstract double[] NegativeGradient(double[] y, double[] raw, int tree);

    /// <summary>The value of a leaf.</summary>
    /// <param name="y">The numbers of the rows in the leaf; of classes 1 where it is that of the tree.</param>
    /// <param name="raw">Their sums before the stage.</param>
    /// <param name="gradient">Their negative gradients.</param>
    /// <param name="weights">What they weigh, or null: for scikit-learn 1.2 alone.</param>
    internal abstract double Leaf(double[] y, double[] raw, double[] gradient, double[]? weights);

    /// <summary>The loss of rows.</summary>
    internal abstract double Of(double[] y, double[] raw, double[]? weights);

    /// <summary><c>_loss</c> as Python keeps it.</summary>
    internal abstract PyObject Describe(FitContext context);

    /// <summary><c>np.average</c> with weights of 1.</summary>
    private protected static double Mean(double[] values) => PairwiseSum.Of<double>(values) / values.Length;

    /// <summary><c>np.sum(weights * values)</c>.</summary>
    private protected static double Sum(double[] values, double[]? weights) =>
        PairwiseSum.Of<double>(weights is null ? values : Zip(values, weights, (value, weight) => value * weight));

    /// <summary><c>weights.sum()</c>.</summary>
    private protected static double Total(double[] values, double[]? weights) =>
        weights is null ? values.Length : PairwiseSum.Of<double>(weights);

    /// <summary><c>1 / weights.sum() * np.sum(weights * values)</c>.</summary>
    private protected static double Share(double[] values, double[]? weights) => 1.0 / Total(values, weights) * Sum(values, weights);

    /// <summary><c>np.sum(weights * (y - gradient) * (1 - y + gradient))</c>.</summary>
    private protected static double Curve(double[] y, double[] gradient, double[]? weights)
    {
        double[] first = Zip(y, gradient, (right, rest) => right - rest), second = Zip(y, gradient, (right, rest) => 1 - right + rest);
        first = weights is null ? first : Zip(weights, first, (weight, value) => weight * value);
        return PairwiseSum.Of<double>(Zip(first, second, (left, right) => left * right));
    }

    /// <summary><c>_weighted_percentile</c>.</summary>
    private protected static double Percentile(double[] values, double percentile, double[]? weights)
    {
        if (weights is not null)
        {
            return SampleWeights.Percentile(values, weights, percentile);
        }

        double[] sorted = [.. values];
        Array.Sort(sorted);
        double rank = percentile / 100 * sorted.Length;
        return sorted[Math.Clamp((int)Math.Ceiling(rank) - 1, 0, sorted.Length - 1)];
    }

    private protected static double Divide(double numerator, double denominator) =>
        Math.Abs(denominator) < 1e-150 ? 0.0 : numerator / denominator;

    private protected static double[] Zip(double[] left, double[] right, Func<double, double, double> combine)
    {
        var made = new double[left.Length];
        for (int i = 0; i < made.Length; i++)
        {
            made[i] = combine(left[i], right[i]);
        }

        return made;
    }
}
