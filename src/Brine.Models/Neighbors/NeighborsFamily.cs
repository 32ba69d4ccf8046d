namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.neighbors</c>.</summary>
internal static class NeighborsFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.neighbors", "KNeighborsClassifier", NeighborsReader.KClassifier),
        new("sklearn.neighbors", "KNeighborsRegressor", NeighborsReader.KRegressor),
        new("sklearn.neighbors", "NearestNeighbors", NeighborsReader.Search),
        new("sklearn.neighbors", "KNeighborsTransformer", NeighborsReader.KTransformer),
        new("sklearn.neighbors", "NearestCentroid", NeighborsReader.Centroid),
        new("sklearn.neighbors", "RadiusNeighborsClassifier", NeighborsReader.RadiusClassifier),
        new("sklearn.neighbors", "RadiusNeighborsRegressor", NeighborsReader.RadiusRegressor),
        new("sklearn.neighbors", "RadiusNeighborsTransformer", NeighborsReader.RadiusTransformer),
        new("sklearn.neighbors", "LocalOutlierFactor", NeighborsReader.OutlierFactor),
        new("sklearn.neighbors", "KernelDensity", NeighborsReader.Density),
        new("sklearn.neighbors", "NeighborhoodComponentsAnalysis", NeighborsReader.Neighborhood),
    ];
}
