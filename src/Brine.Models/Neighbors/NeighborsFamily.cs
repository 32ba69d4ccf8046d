namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.neighbors</c>.</summary>
internal static class NeighborsFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.neighbors", "KNeighborsClassifier", reader => new KNeighborsClassifier(reader)),
        new("sklearn.neighbors", "KNeighborsRegressor", reader => new KNeighborsRegressor(reader)),
        new("sklearn.neighbors", "NearestNeighbors", reader => new NearestNeighbors(reader, isTransformer: false)),
        new("sklearn.neighbors", "KNeighborsTransformer", reader => new NearestNeighbors(reader, isTransformer: true)),
        new("sklearn.neighbors", "NearestCentroid", reader => new NearestCentroid(reader)),
        new("sklearn.neighbors", "RadiusNeighborsClassifier", reader => new RadiusNeighborsClassifier(reader)),
        new("sklearn.neighbors", "RadiusNeighborsRegressor", reader => new RadiusNeighborsRegressor(reader)),
        new("sklearn.neighbors", "RadiusNeighborsTransformer", reader => new RadiusNeighborsTransformer(reader)),
    ];
}
