namespace Brine.Models;

/// <summary><c>covariance_type</c> of a mixture.</summary>
public enum CovarianceKind
{
    /// <summary>Each component has a matrix.</summary>
    Full,

    /// <summary>All components share one matrix.</summary>
    Tied,

    /// <summary>Each component has a variance for each column.</summary>
    Diagonal,

    /// <summary>Each component has one variance.</summary>
    Spherical,
}
