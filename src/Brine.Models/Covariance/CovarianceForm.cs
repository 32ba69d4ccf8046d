using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of estimators of covariance: the squared Mahalanobis distance of a row is <c>(x - Location) @ Precision @ (x -
/// Location)</c>.</summary>
public sealed record CovarianceForm : EstimatorForm
{
    internal CovarianceForm(NDArray location, NDArray precision)
    {
        Location = location;
        Precision = precision;
    }

    /// <summary><c>location_</c>, the center, one number for each column.</summary>
    public NDArray Location { get; }

    /// <summary><c>precision_</c>, the inverse of the covariance, of shape (n_features, n_features).</summary>
    public NDArray Precision { get; }

    /// <summary><c>offset_</c> of EllipticEnvelope: rows further away than minus it are outliers; null for the others.</summary>
    public double? Offset { get; init; }

    /// <summary>True for the formula until 0.19: the decision is the difference of the distances' powers of 0.33.</summary>
    public bool DecidesByPowers { get; init; }

    /// <summary>True where <c>score_samples</c> is there (from 0.20 on).</summary>
    public bool HasScores { get; init; }

    /// <summary>True where the distance is the square of a root (scipy's <c>cdist</c>), false where it is the sum itself.</summary>
    public bool SquaresRoots { get; init; }
}
