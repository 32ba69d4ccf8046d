namespace Brine.Training;

/// <summary>What gradient boosting on histograms makes small: the losses of <c>sklearn._loss</c>. Sums lie one tree of a stage after
/// another.</summary>
internal abstract class HistogramLoss
{
    /// <summary>How many trees a stage has.</summary>
    internal virtual int TreeCount => 1;

    /// <summary>True where the second derivative counts as 1: where rows weigh differently it is what they weigh.</summary>
    internal virtual bool HasConstantHessian => false;

    /// <summary>True where rows weigh differently.</summary>
    internal bool IsWeighted { get; init; }

    /// <summary>The sums that all rows start with.</summary>
    internal abstract double[] Start(double[] y, double[]? weights);

    /// <summary>The derivatives of each row, of each tree of a stage.</summary>
    internal abstract void Derive(double[] y, double[][] raw, float[][] gradients, float[][] hessians, double[]? weights);

    /// <summary>The loss of each row.</summary>
    private protected abstract double[] Losses(double[] y, double[][] raw);

    /// <summary>The value of a leaf from what is left of its rows; null where that is the tree's own.</summary>
    internal virtual double? Leaf(double[] rest, double[]? weights) => null;

    /// <summary><c>_loss</c> as Python keeps it.</summary>
    internal abstract PyObject Describe(bool isNew);

    /// <summary>The mean loss.</summary>
    internal double Of(double[] y, double[][] raw, double[]? weights) => Mean(Losses(y, raw), weights);

    /// <summary><c>np.average</c>.</summary>
    private protected static double Mean(double[] values, double[]? weights) => weights is null
        ? PairwiseSum.Of<double>(values) / values.Length
        : PairwiseSum.Of<double>([.. values.Zip(weights, (value, weight) => value * weight)]) / PairwiseSum.Of<double>(weights);
}
