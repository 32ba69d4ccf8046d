namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.manifold</c> that place new rows.</summary>
internal static class ManifoldFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.manifold", "Isomap", ManifoldReader.Distances),
        new("sklearn.manifold", "LocallyLinearEmbedding", ManifoldReader.Weights),
    ];
}
