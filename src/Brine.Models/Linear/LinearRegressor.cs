namespace Brine.Models;

/// <summary>Ridge, Lasso and all other regressors whose <c>predict</c> is <c>X @ coef_.T + intercept_</c>.</summary>
internal class LinearRegressor : Estimator
{
    private readonly LinearKernel _kernel;
    private readonly bool _decides;

    internal LinearRegressor(EstimatorReader reader)
        : base(reader)
    {
        Coefficients = new LinearCoefficients(reader);
        _kernel = new LinearKernel(Coefficients.Layer);
        _decides = !reader.SavedBy.IsAtLeast(0, 19);
    }

    /// <summary>Until 0.18 regressors had <c>decision_function</c> too, the same as <c>predict</c>.</summary>
    public override Methods Methods => _decides ? Methods.Predict | Methods.DecisionFunction : Methods.Predict;

    public override int? FeatureCount => Coefficients.InputCount;

    private protected LinearCoefficients Coefficients { get; }

    public override RowKernel? Kernel(Methods method) => method == Methods.Predict ? _kernel : null;

    private protected override Answer Predict(Features x) => Coefficients.Decide(x).ToArray(ravel: Coefficients.IsVector);

    private protected override Answer DecisionFunction(Features x) => Predict(x);
}
