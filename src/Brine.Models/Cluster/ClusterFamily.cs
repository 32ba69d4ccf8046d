namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.cluster</c>.</summary>
internal static class ClusterFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.cluster", "KMeans", KMeansReader.Centers),
        new("sklearn.cluster", "MiniBatchKMeans", KMeansReader.Centers),
        new("sklearn.cluster", "BisectingKMeans", KMeansReader.Bisecting),
        new("sklearn.cluster", "AffinityPropagation", NearestCenterReader.AffinityPropagation),
        new("sklearn.cluster", "MeanShift", NearestCenterReader.MeanShift),
        new("sklearn.cluster", "Birch", NearestCenterReader.Birch),
        new("sklearn.cluster", "FeatureAgglomeration", AgglomerationReader.Features),
    ];
}
