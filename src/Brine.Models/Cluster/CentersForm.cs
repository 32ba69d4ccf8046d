using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of KMeans, MiniBatchKMeans and BisectingKMeans: the label of a row is its nearest center, <c>transform</c> its
/// distances to all.</summary>
public sealed record CentersForm : EstimatorForm
{
    internal CentersForm(NDArray centers) => Centers = centers;

    /// <summary><c>cluster_centers_</c>, of shape (n_clusters, n_features), float64 or float32: of float32, rows of float32 are computed in
    /// it.</summary>
    public NDArray Centers { get; }

    /// <summary>
    /// The tree by which BisectingKMeans finds labels, the root first; null for the others. A row goes to the nearer of the two centers
    /// below a node, the left one where both are as near, until a node without others below it gives the label.
    /// </summary>
    public IReadOnlyList<CenterNode>? Tree { get; init; }
}
