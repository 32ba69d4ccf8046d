namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.decomposition</c>.</summary>
internal static class DecompositionFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.decomposition", "PCA", ProjectionReader.Pca),
        new("sklearn.decomposition", "RandomizedPCA", ProjectionReader.RandomizedPca),
        new("sklearn.decomposition", "IncrementalPCA", ProjectionReader.IncrementalPca),
        new("sklearn.decomposition", "TruncatedSVD", ProjectionReader.TruncatedSvd),
        new("sklearn.decomposition", "FastICA", ComponentsReader.Independent),
        new("sklearn.decomposition", "KernelPCA", KernelPcaReader.Read),
        new("sklearn.decomposition", "NMF", FactorizationReader.NonNegative),
        new("sklearn.decomposition", "MiniBatchNMF", FactorizationReader.MiniBatch),
        new("sklearn.decomposition", "LatentDirichletAllocation", FactorizationReader.Topics),
        new("sklearn.decomposition", "SparsePCA", SparsePcaReader.Read),
        new("sklearn.decomposition", "MiniBatchSparsePCA", SparsePcaReader.Read),
        new("sklearn.decomposition", "FactorAnalysis", ComponentsReader.Factors),
    ];
}
