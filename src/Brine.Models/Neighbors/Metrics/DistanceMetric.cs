namespace Brine.Models;

/// <summary>A metric and its parameters.</summary>
/// <param name="Kind">Which formula it is.</param>
public sealed record DistanceMetric(DistanceKind Kind)
{
    /// <summary><c>p</c> of Minkowski's metrics; 2 for others.</summary>
    public double Power { get; init; } = 2;

    /// <summary><c>w</c> of Minkowski's and Hamming's metrics, a weight for each column, or <c>V</c> of the standardized euclidean metric,
    /// a variance for each column; null where there are none.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <summary><c>VI</c> of Mahalanobis' metric: the inverse covariance, row by row; null for others.</summary>
    public IReadOnlyList<double>? InverseCovariance { get; init; }

    /// <summary>True for a name that scipy does not know (<c>p</c>, <c>infinity</c>, <c>wminkowski</c>): only trees and the fast search
    /// have it.</summary>
    public bool IsOfTrees { get; init; }

    /// <summary>The user's function, where the metric is one; null for others.</summary>
    public PairFunction? Function { get; init; }
}
