using Brine.Arrays;

namespace Brine.Models;

/// <summary>Reads Isomap and LocallyLinearEmbedding.</summary>
internal static class ManifoldReader
{
    /// <summary>Isomap, which keeps a KernelPCA of its ways (from 0.22 on <c>dist_matrix_</c> beside it).</summary>
    internal static Isomap Distances(EstimatorReader reader)
    {
        (NeighborsForm neighbors, InputContract inputs) = Neighbors(reader);
        int count = neighbors.RowCount;
        NDArray distances = reader.MapMatrix("dist_matrix_", rows: count, columns: count);
        return reader.Child("kernel_pca_") is KernelPca { Form: KernelComponentsForm components }
            && components.Kernel.Kind == KernelKind.Precomputed && components.Rows.Shape[0] == count
            ? new(reader.Info, new IsomapForm(neighbors, distances, components), inputs)
            : throw reader.Corrupt("kernel_pca_", $"it is of other rows than the {count} of the training");
    }

    /// <summary>LocallyLinearEmbedding.</summary>
    internal static LocallyLinearEmbedding Weights(EstimatorReader reader)
    {
        (NeighborsForm neighbors, _) = Neighbors(reader);
        if (neighbors.Rows is null)
        {
            throw reader.Unsupported("sparse training rows, which scikit-learn refuses too");
        }

        NDArray embedding = reader.MapMatrix("embedding_", rows: neighbors.RowCount);
        int count = reader.Int("n_neighbors", 5);
        return count < 1 ? throw reader.Unsupported($"n_neighbors={count}")
            : new(reader.Info,
                new LocallyLinearForm(neighbors with { NeighborCount = count }, embedding) { Regularization = reader.Double("reg", 1e-3) });
    }

    private static (NeighborsForm Form, InputContract Inputs) Neighbors(EstimatorReader reader) =>
        reader.Has("n_neighbors") && reader.Child("nbrs_") is NearestNeighbors { Form: NeighborsForm form } child
            ? (form, child.Inputs(Methods.KNeighbors))
            : throw reader.Unsupported("neighbors within a radius");
}
