using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of QuantileTransformer: each column by its quantiles to a distribution.</summary>
public sealed record QuantileForm : EstimatorForm
{
    internal QuantileForm(NDArray quantiles, IReadOnlyList<double> references)
    {
        Quantiles = quantiles;
        References = references;
    }

    /// <summary><c>quantiles_</c>, of shape (n_quantiles, n_features).</summary>
    public NDArray Quantiles { get; }

    /// <summary><c>references_</c>: the shares that the quantiles stand at.</summary>
    public IReadOnlyList<double> References { get; }

    /// <summary>True for the normal distribution, false for the uniform one.</summary>
    public bool IsNormal { get; init; }

    /// <summary>True where a sparse matrix may hold negative numbers (<c>ignore_implicit_zeros</c>).</summary>
    public bool IgnoresZeros { get; init; }

    /// <summary>True where numbers near the bounds count as beyond them for the uniform distribution too (0.19 and 0.20).</summary>
    internal bool WidensBounds { get; init; }

    /// <summary>True where numpy compares float32 with the bounds in float64 (numpy 2).</summary>
    internal bool WidensSingles { get; init; }
}
