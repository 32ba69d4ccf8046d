namespace Brine.Models;

/// <summary>RANSACRegressor: what the regressor fitted on the inliers (<c>estimator_</c>) gives.</summary>
internal sealed class ConsensusRegressor : Estimator
{
    private readonly Estimator _inner;

    internal ConsensusRegressor(EstimatorReader reader)
        : base(reader) => _inner = reader.Child("estimator_");

    public override Methods Methods => Methods.Predict;

    public override int? FeatureCount => _inner.FeatureCount ?? base.FeatureCount;

    public override InputContract Inputs(Methods method) => _inner.Inputs(method);

    private protected override RowKernel? KernelCore(Methods method) => method == Methods.Predict ? _inner.Kernel(method) : null;

    /// <summary>The names are those of this estimator, the values are the inner one's to look at.</summary>
    private protected override Features Admit(Methods method, Features x)
    {
        CheckNames(Inputs(method), x);
        CheckColumns(x);
        return x;
    }

    private protected override Answer Predict(Features x) => _inner.Call(Methods.Predict, x);
}
