namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.linear_model</c>.</summary>
internal static class LinearFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.linear_model", "LinearRegression", reader => new LinearRegressor(reader)),
        new("sklearn.linear_model", "Ridge", reader => new LinearRegressor(reader)),
        new("sklearn.linear_model", "Lasso", reader => new LinearRegressor(reader)),
        new("sklearn.linear_model", "ElasticNet", reader => new LinearRegressor(reader)),
    ];
}
