namespace Brine.Training;

/// <summary>What gradient boosting on histograms makes small: the losses of <c>sklearn._loss</c>. Sums lie one tree of a stage after
/// another.</summary>
internal abstract class HistogramLoss
{
    /// <summary>How many trees a stage has.</summary>
    internal virtual int TreeCount => 1;

    /// <summary>True where the second derivative counts as 1.</summary>
    internal virtual bool HasConstantHessian => false;

    /// <summary>The sums that all rows start with.</summary>
    internal abstract double[] Start(double[] y);

    /// <summary>The derivatives of each row, of each tree of a stage.</summary>
    internal abstract void Derive(double[] y, double[][] raw, float[][] gradients, float[][] hessians);

    /// <summary>The loss of each row.</summary>
    private protected abstract double[] Losses(double[] y, double[][] raw);

    /// <summary>The value of a leaf from what is left of its rows; null where that is the tree's own.</summary>
    internal virtual double? Leaf(double[] rest) => null;

    /// <summary><c>_loss</c> as Python keeps it.</summary>
    internal abstract PyObject Describe(bool isNew);

    /// <summary>The mean loss.</summary>
    internal double Of(double[] y, double[][] raw)
    {
        double[] losses = Losses(y, raw);
        return PairwiseSum.Of<double>(losses) / losses.Length;
    }
}
