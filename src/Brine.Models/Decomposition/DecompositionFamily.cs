namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.decomposition</c> that project on components.</summary>
internal static class DecompositionFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.decomposition", "PCA", reader => new Projection(reader, isCentered: true, hasLikelihood: true)),
        new("sklearn.decomposition", "IncrementalPCA", reader => new Projection(reader, isCentered: true, hasLikelihood: false)),
        new("sklearn.decomposition", "TruncatedSVD", reader => new Projection(reader, isCentered: false, hasLikelihood: false)),
    ];
}
