namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.decomposition</c> that project on components.</summary>
internal static class DecompositionFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.decomposition", "PCA", ProjectionReader.Pca),
        new("sklearn.decomposition", "RandomizedPCA", ProjectionReader.RandomizedPca),
        new("sklearn.decomposition", "IncrementalPCA", ProjectionReader.IncrementalPca),
        new("sklearn.decomposition", "TruncatedSVD", ProjectionReader.TruncatedSvd),
    ];
}
