using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of AffinityPropagation, MeanShift and Birch: a row gets the label of the nearest center.</summary>
public sealed record NearestCenterForm : EstimatorForm
{
    internal NearestCenterForm(NDArray centers) => Centers = centers;

    /// <summary><c>cluster_centers_</c>, or <c>subcluster_centers_</c> of Birch, of shape (n_centers, n_features). AffinityPropagation that
    /// did not converge has none.</summary>
    public NDArray Centers { get; }

    /// <summary><c>subcluster_labels_</c> of Birch, the label of each center; null where a center's label is its number.</summary>
    public NDArray? Labels { get; init; }

    /// <summary>True where <c>transform</c> gives the distances to all centers: Birch.</summary>
    public bool GivesDistances { get; init; }

    internal CenterSearch Search { get; init; }
}
