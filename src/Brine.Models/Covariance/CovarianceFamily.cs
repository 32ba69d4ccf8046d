namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.covariance</c>.</summary>
internal static class CovarianceFamily
{
    private const string Package = "sklearn.covariance";

    internal static readonly EstimatorEntry[] Entries =
    [
        new(Package, "EmpiricalCovariance", CovarianceReader.Distances),
        new(Package, "ShrunkCovariance", CovarianceReader.Distances),
        new(Package, "LedoitWolf", CovarianceReader.Distances),
        new(Package, "OAS", CovarianceReader.Distances),
        new(Package, "MinCovDet", CovarianceReader.Distances),
        new(Package, "GraphicalLasso", CovarianceReader.Distances),
        new(Package, "GraphicalLassoCV", CovarianceReader.Distances),
        new(Package, "GraphLasso", CovarianceReader.Distances),
        new(Package, "GraphLassoCV", CovarianceReader.Distances),
        new(Package, "EllipticEnvelope", CovarianceReader.Envelope),
    ];
}
