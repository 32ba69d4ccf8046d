namespace Brine.Models;

/// <summary>Ridge, Lasso and all other regressors whose <c>predict</c> is <c>X @ coef_.T + intercept_</c>.</summary>
internal class LinearRegressor : Estimator
{
    private readonly LinearKernel _kernel;
    private readonly InputContract _inputs;
    private readonly bool _decides;

    internal LinearRegressor(EstimatorInfo info, LinearForm form, InputContract inputs, bool decides)
        : base(info)
    {
        Form = form;
        Coefficients = new LinearCoefficients(form);
        _kernel = new LinearKernel(Coefficients.Layer);
        _inputs = inputs;
        _decides = decides;
    }

    public override EstimatorForm Form { get; }

    /// <summary>Until 0.18 regressors had <c>decision_function</c> too, the same as <c>predict</c>.</summary>
    public override Methods Methods => _decides ? Methods.Predict | Methods.DecisionFunction : Methods.Predict;

    public override int? FeatureCount => Coefficients.InputCount;

    private protected LinearCoefficients Coefficients { get; }

    public override InputContract Inputs(Methods method) => _inputs;

    private protected override RowKernel? KernelCore(Methods method) =>
        method == Methods.Predict && !Coefficients.IsScalar ? _kernel : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Predict or Methods.DecisionFunction => Predict(x),
        _ => base.Run(method, x, options),
    };

    private protected Answer Predict(Features x) => Coefficients.Decide(x).ToArray(ravel: Coefficients.IsVector);
}
