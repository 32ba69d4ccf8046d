namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.cross_decomposition</c>.</summary>
internal static class CrossDecompositionFamily
{
    private const string Package = "sklearn.cross_decomposition";

    internal static readonly EstimatorEntry[] Entries =
    [
        new(Package, "PLSRegression", PartialLeastSquaresReader.Regression),
        new(Package, "PLSCanonical", PartialLeastSquaresReader.Regression),
        new(Package, "CCA", PartialLeastSquaresReader.Regression),
        new(Package, "PLSSVD", PartialLeastSquaresReader.Decomposition),
    ];
}
