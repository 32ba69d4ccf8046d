using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of Isomap: the ways from a row over its neighbors to all rows of the training, and the components of them.</summary>
public sealed record IsomapForm : EstimatorForm
{
    internal IsomapForm(NeighborsForm neighbors, NDArray distances, KernelComponentsForm components)
    {
        Neighbors = neighbors;
        Distances = distances;
        Components = components;
    }

    /// <summary>The search for neighbors (<c>nbrs_</c>).</summary>
    public NeighborsForm Neighbors { get; }

    /// <summary><c>dist_matrix_</c>, the ways between the rows of the training.</summary>
    public NDArray Distances { get; }

    /// <summary><c>kernel_pca_</c></summary>
    public KernelComponentsForm Components { get; }
}
