namespace Brine.Models;

/// <summary>The form of FeatureAgglomeration: the columns of a cluster become one.</summary>
public sealed record PooledColumnsForm : EstimatorForm
{
    internal PooledColumnsForm(IReadOnlyList<int> labels, int clusterCount, PoolingKind pooling)
    {
        Labels = labels;
        ClusterCount = clusterCount;
        Pooling = pooling;
    }

    /// <summary><c>labels_</c>: the cluster of each column.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>How many clusters there are, which is the number of columns that come out.</summary>
    public int ClusterCount { get; }

    /// <summary>How the columns of a cluster become one.</summary>
    public PoolingKind Pooling { get; }
}
