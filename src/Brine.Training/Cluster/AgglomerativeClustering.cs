namespace Brine.Training;

/// <summary>
/// Joins the two groups that are nearest until few are left: scikit-learn's <c>AgglomerativeClustering</c>. It labels the rows of its
/// training alone: the model has <c>labels_</c> and the tree (<c>children_</c>, <c>distances_</c>), and no method for new rows.
/// </summary>
public sealed class AgglomerativeClustering : Trainer
{
    private const int UsualClusters = 2;

    /// <summary><c>n_clusters</c>: how many groups are left; null where <see cref="DistanceThreshold"/> says it.</summary>
    public int? ClusterCount { get; set; } = UsualClusters;

    /// <summary><c>linkage</c>: how far apart two groups are: <c>ward</c> (the variance that joining adds), <c>complete</c>,
    /// <c>average</c>, or <c>single</c>.</summary>
    public string Linkage { get; set; } = "ward";

    /// <summary><c>metric</c>: how far apart two rows are: <c>euclidean</c>, which null stands for, or <c>manhattan</c>, the sum of the
    /// differences; not with <c>ward</c>.</summary>
    public string? Metric { get; set; }

    /// <summary><c>distance_threshold</c>: groups that are so far apart are not joined; null where <see cref="ClusterCount"/> says how many
    /// there are.</summary>
    public double? DistanceThreshold { get; set; }

    /// <summary><c>compute_distances</c>: whether <c>distances_</c> is kept where no threshold asks for it.</summary>
    public bool KeepsDistances { get; set; }

    /// <inheritdoc/>
    public override string PythonName => "AgglomerativeClustering";

    private protected override string Module => "sklearn.cluster._agglomerative";

    internal override bool LabelsRowsAlone => true;

    internal override void Bind(ParameterBinder binder)
    {
        ClusterCount = binder.OptionalInt("n_clusters", ClusterCount, 1);
        if (!binder.IsNew)
        {
            binder.Write("affinity", "deprecated");
        }

        Metric = binder.OptionalText("metric", Metric ?? (binder.IsNew ? "euclidean" : null), "euclidean", "manhattan");
        if (binder.IsNew && Metric is null)
        {
            throw binder.Bad("metric", "None", "'euclidean' or 'manhattan'");
        }

        binder.Fixed("memory", default);
        binder.Fixed("connectivity", default);
        binder.Fixed("compute_full_tree", "auto");
        Linkage = binder.Text("linkage", Linkage, "ward", "complete", "average", "single");
        DistanceThreshold = binder.OptionalDouble("distance_threshold", DistanceThreshold, 0);
        KeepsDistances = binder.Flag("compute_distances", KeepsDistances);
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        if (ClusterCount is null == DistanceThreshold is null)
        {
            throw new TrainingException("FitParameter",
                $"{PythonName} has {(ClusterCount is null ? "neither" : "both")} n_clusters and distance_threshold, and it must have one "
                    + "of them, the other None");
        }

        bool isManhattan = Metric == "manhattan";
        if (isManhattan && Linkage == "ward")
        {
            throw new TrainingException("FitParameter", $"{PythonName} has metric='manhattan', and linkage='ward' takes 'euclidean' alone");
        }

        DenseRows x = call.Doubles(PythonName, minimum: 2);
        var tree = MergeTree.Of(x, Linkage, isManhattan, call.Context.Cancellation);
        int clusters = DistanceThreshold is { } threshold ? tree.Distances.Count(distance => distance >= threshold) + 1
            : ClusterCount!.Value;
        if (clusters > x.RowCount)
        {
            throw new TrainingException("FitRows", $"there are {x.RowCount} rows, which cannot make {clusters} clusters");
        }

        attributes.SetFeatures(call.Names, x.ColumnCount)
            .Set("children_", NDArray.Of(tree.Children, x.RowCount - 1, 2)).Set("n_connected_components_", 1)
            .Set("n_leaves_", x.RowCount).Set("labels_", NDArray.Of(tree.Cut(clusters)))
            .Set("n_clusters_", call.Context.IsNew && DistanceThreshold is not null ? call.Context.Scalar((long)clusters) : clusters);
        if (!call.Context.IsNew)
        {
            attributes.Set("_metric", isManhattan ? "manhattan" : "euclidean");
        }

        if (KeepsDistances || DistanceThreshold is not null)
        {
            attributes.Set("distances_", tree.Distances, x.RowCount - 1);
        }
    }
}
