using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of LocallyLinearEmbedding: a row is put together of its neighbors, and placed by the same weights of their
/// places.</summary>
public sealed record LocallyLinearForm : EstimatorForm
{
    internal LocallyLinearForm(NeighborsForm neighbors, NDArray embedding)
    {
        Neighbors = neighbors;
        Embedding = embedding;
    }

    /// <summary>The search for neighbors (<c>nbrs_</c>).</summary>
    public NeighborsForm Neighbors { get; }

    /// <summary><c>embedding_</c>, of shape (n_samples, n_components).</summary>
    public NDArray Embedding { get; }

    /// <summary><c>reg</c></summary>
    public double Regularization { get; init; }
}
