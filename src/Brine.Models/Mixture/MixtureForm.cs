using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// The form of GaussianMixture and BayesianGaussianMixture: the log likelihood of a row under each component is that of a normal
/// distribution, plus what is added to each component.
/// </summary>
public sealed record MixtureForm : EstimatorForm
{
    internal MixtureForm(NDArray means, NDArray precisions, CovarianceKind kind)
    {
        Means = means;
        Precisions = precisions;
        Kind = kind;
    }

    /// <summary><c>means_</c>, of shape (n_components, n_features).</summary>
    public NDArray Means { get; }

    /// <summary><c>precisions_cholesky_</c>, shaped as <see cref="Kind"/> says. Where it is float32, rows of float32 are computed in
    /// it.</summary>
    public NDArray Precisions { get; }

    /// <summary>How many variances there are.</summary>
    public CovarianceKind Kind { get; }

    /// <summary>What is subtracted from the log likelihood of each component and then added to it, in this order; empty for
    /// GaussianMixture.</summary>
    public IReadOnlyList<(double Subtracted, double Added)> Corrections { get; init; } = [];

    /// <summary>The logarithm of the weight of each component.</summary>
    public required IReadOnlyList<double> LogWeights { get; init; }

    /// <summary><c>weights_</c>, by which rows are drawn; null where the file has none.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <summary><c>covariances_</c>, shaped as <see cref="Kind"/> says, by which rows are drawn; null where the file has none.</summary>
    public NDArray? Covariances { get; init; }

    /// <summary>True from 1.8 on: sums of squares take the dtype of the rows.</summary>
    public bool KeepsRowPrecision { get; init; }

    /// <summary>True where the logarithms of sums keep the largest terms apart, as scipy does from 1.15 on.</summary>
    public bool SplitsLogSumExp { get; init; }

    /// <summary>How many components there are.</summary>
    public int ComponentCount => Means.Shape[0];

    /// <summary>How many columns the model takes.</summary>
    public int FeatureCount => Means.Shape[1];
}
