namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.cluster</c>.</summary>
internal static class ClusterFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.cluster", "KMeans", reader => new KMeans(reader, isBisecting: false)),
        new("sklearn.cluster", "MiniBatchKMeans", reader => new KMeans(reader, isBisecting: false)),
        new("sklearn.cluster", "BisectingKMeans", reader => new KMeans(reader, isBisecting: true)),
    ];
}
