namespace Brine.Training;

/// <summary>Tells classes apart by which things occur in them at all: scikit-learn's <c>BernoulliNB</c>.</summary>
public sealed class BernoulliNB : CountingBayesTrainer
{
    /// <summary><c>binarize</c>: values over this one count as there.</summary>
    public double Threshold { get; set; }

    /// <inheritdoc/>
    public override string PythonName => "BernoulliNB";

    internal override void Bind(ParameterBinder binder)
    {
        base.Bind(binder);
        Threshold = binder.Double("binarize", Threshold);
    }

    private protected override double Count(double value, int row, int column) => value > Threshold ? 1 : 0;

    private protected override double Total(ReadOnlySpan<double> smoothed, double classCount, double alpha) =>
        classCount + (alpha * 2);
}
