using Brine.Arrays;

namespace Brine.Models;

/// <summary>LinearRegression, Ridge, Lasso, ElasticNet: <c>predict</c> is <c>X @ coef_.T + intercept_</c>.</summary>
internal sealed class LinearRegressor : Estimator
{
    private readonly LinearKernel _kernel;
    private readonly bool _isVector;

    internal LinearRegressor(EstimatorReader reader)
        : base(reader)
    {
        NDArray coefficients = reader.Array("coef_");
        _isVector = coefficients.Rank == 1;
        int outputs = _isVector ? 1 : coefficients.Shape[0];
        double[] intercepts = reader.TryArray("intercept_", out NDArray? intercept) && intercept!.Length == outputs
            ? intercept.ToDoubles()
            : [.. Enumerable.Repeat(reader.Double("intercept_", 0), outputs)];
        _kernel = new LinearKernel(coefficients.ToDoubles(), intercepts, coefficients.Shape[^1]);
    }

    public override Methods Methods => Methods.Predict;

    public override int? FeatureCount => _kernel.InputCount;

    public override RowKernel? Kernel(Methods method) => method == Methods.Predict ? _kernel : null;

    private protected override Answer Predict(Features x)
    {
        double[] values = _kernel.RunAll(x.ToMatrix());
        return _isVector ? NDArray.Of(values) : NDArray.Of(values, x.RowCount, _kernel.OutputCount);
    }
}
