namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.cluster</c>.</summary>
internal static class ClusterFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.cluster", "KMeans", KMeansReader.Centers),
        new("sklearn.cluster", "MiniBatchKMeans", KMeansReader.Centers),
        new("sklearn.cluster", "BisectingKMeans", KMeansReader.Bisecting),
    ];
}
