namespace Brine.Training;

/// <summary>Least squares with a penalty that makes coefficients small, and some of them 0: scikit-learn's <c>ElasticNet</c>, by
/// coordinate descent.</summary>
public sealed class ElasticNet : CoordinateDescentTrainer
{
    /// <summary><c>l1_ratio</c>: which share of the penalty is on the sizes; the rest is on their squares.</summary>
    public double SizeShare { get; set; } = 0.5;

    /// <inheritdoc/>
    public override string PythonName => "ElasticNet";

    private protected override double BindShare(ParameterBinder binder) => SizeShare = binder.Double("l1_ratio", SizeShare, 0, 1);
}
