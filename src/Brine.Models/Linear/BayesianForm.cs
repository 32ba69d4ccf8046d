using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of BayesianRidge and ARDRegression: a linear mean, and the covariance of the coefficients.</summary>
public sealed record BayesianForm : EstimatorForm
{
    internal BayesianForm(LinearForm mean) => Mean = mean;

    /// <summary>The linear model of the mean.</summary>
    public LinearForm Mean { get; }

    /// <summary><c>sigma_</c>, of shape (n_kept, n_kept), or null where the file has none, and no standard deviation is known.</summary>
    public NDArray? Covariance { get; init; }

    /// <summary><c>1 / alpha_</c>: the variance of the noise.</summary>
    public double Noise { get; init; }

    /// <summary>The columns that <see cref="Covariance"/> is about: all of BayesianRidge, those that ARDRegression kept.</summary>
    public required IReadOnlyList<int> Columns { get; init; }

    /// <summary>What is subtracted from each column for the standard deviation, or null.</summary>
    public IReadOnlyList<double>? Offsets { get; init; }

    /// <summary>What each column is divided by for the standard deviation, or null.</summary>
    public IReadOnlyList<double>? Scales { get; init; }
}
