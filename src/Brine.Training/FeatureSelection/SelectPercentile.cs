namespace Brine.Training;

/// <summary>Keeps the share of the columns that scores best against the target: scikit-learn's <c>SelectPercentile</c>.</summary>
public sealed class SelectPercentile : SelectorTrainer
{
    /// <summary><c>percentile</c>: how many of a hundred columns are kept, from 0 to 100.</summary>
    public double Percentile { get; set; } = 10;

    /// <inheritdoc/>
    public override string PythonName => "SelectPercentile";

    internal override void Bind(ParameterBinder binder)
    {
        base.Bind(binder);
        Percentile = binder.Double("percentile", Percentile, 0, 100);
    }

    private protected override void Check(FitCall call)
    {
    }
}
