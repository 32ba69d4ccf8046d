namespace Brine.Models;

/// <summary>RANSACRegressor: what the regressor fitted on the inliers (<c>estimator_</c>) gives.</summary>
internal sealed class RansacRegressor : Estimator
{
    private readonly Estimator _inner;

    internal RansacRegressor(EstimatorInfo info, Estimator inner)
        : base(info)
    {
        _inner = inner;
        Form = new DelegateForm("estimator_", inner);
    }

    public override EstimatorForm Form { get; }

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

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Predict => Predict(x),
        _ => base.Run(method, x, options),
    };

    private Answer Predict(Features x) => _inner.Call(Methods.Predict, x);
}
