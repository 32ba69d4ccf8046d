using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of FactorAnalysis: rows are normal around <see cref="Mean"/> with the covariance <c>Components.T @ Components +
/// diag(NoiseVariances)</c>.</summary>
public sealed record FactorAnalysisForm : EstimatorForm
{
    internal FactorAnalysisForm(NDArray components, NDArray mean, NDArray noiseVariances)
    {
        Components = components;
        Mean = mean;
        NoiseVariances = noiseVariances;
    }

    /// <summary><c>components_</c>, of shape (n_components, n_features).</summary>
    public NDArray Components { get; }

    /// <summary><c>mean_</c>.</summary>
    public NDArray Mean { get; }

    /// <summary><c>noise_variance_</c>, one number for each column.</summary>
    public NDArray NoiseVariances { get; }

    /// <summary>True where as many components were asked for as there are columns: then the covariance itself is inverted.</summary>
    public bool IsComplete { get; init; }

    /// <summary>True where symmetric matrices are inverted by Cholesky's factor, as scipy 1.17 does.</summary>
    public bool UsesCholesky { get; init; }
}
