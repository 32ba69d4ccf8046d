namespace Brine.Models;

/// <summary>Ridge, Lasso and all other regressors whose <c>predict</c> is <c>X @ coef_.T + intercept_</c>.</summary>
internal class LinearRegressor : Estimator
{
    /// <summary>Their <c>_decision_function</c> multiplies a sparse matrix as it is.</summary>
    private static readonly string[] UncheckedSparse = ["Lasso", "ElasticNet", "MultiTaskLasso", "MultiTaskElasticNet"];

    private readonly LinearKernel _kernel;
    private readonly bool _decides;
    private readonly bool _looksAtSparse;

    internal LinearRegressor(EstimatorReader reader)
        : base(reader)
    {
        Coefficients = new LinearCoefficients(reader, takesScalar: true);
        _kernel = new LinearKernel(Coefficients.Layer);
        _looksAtSparse = !UncheckedSparse.Contains(reader.ClassName);
        _decides = !reader.SavedBy.IsAtLeast(0, 19);
    }

    /// <summary>Until 0.18 regressors had <c>decision_function</c> too, the same as <c>predict</c>.</summary>
    public override Methods Methods => _decides ? Methods.Predict | Methods.DecisionFunction : Methods.Predict;

    public override int? FeatureCount => Coefficients.InputCount;

    private protected LinearCoefficients Coefficients { get; }

    public override InputContract Inputs(Methods method) => _looksAtSparse ? InputContract.FiniteOrSparse : InputContract.FiniteOrSparse with { TakesAnySparse = true };

    private protected override RowKernel? KernelCore(Methods method) => method == Methods.Predict && !Coefficients.IsScalar ? _kernel : null;

    private protected override Answer Predict(Features x) => Coefficients.Decide(x).ToArray(ravel: Coefficients.IsVector);

    private protected override Answer DecisionFunction(Features x) => Predict(x);
}
