using Brine.Arrays;

namespace Brine.Models;

/// <summary>LinearRegression, Ridge, Lasso, ElasticNet and all others whose <c>predict</c> is <c>X @ coef_.T + intercept_</c>.</summary>
internal sealed class LinearRegressor : Estimator
{
    private readonly LinearMap _map;
    private readonly bool _isVector;

    internal LinearRegressor(EstimatorReader reader)
        : base(reader)
    {
        _map = LinearMap.FromCoefficients(reader);
        _isVector = reader.TryArray("coef_", out NDArray? coefficients) && coefficients!.Rank == 1;
    }

    public override Methods Methods => Methods.Predict;

    public override int? FeatureCount => _map.Inputs;

    public override RowKernel? Kernel(Methods method) => method == Methods.Predict ? new LinearKernel(_map) : null;

    private protected override Answer Predict(Features x) => _map.RunAll(x).ToArray(flattenOne: _isVector);
}
