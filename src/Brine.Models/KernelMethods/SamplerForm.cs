using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of RBFSampler, SkewedChi2Sampler and the random projections: rows are multiplied by weights, and what comes out is
/// shifted and becomes a cosine.</summary>
public sealed record SamplerForm : EstimatorForm
{
    internal SamplerForm(NDArray weights) => Weights = weights;

    /// <summary>The weights, of shape (n_features, n_components).</summary>
    public NDArray Weights { get; }

    /// <summary><c>random_offset_</c>, one for each component; null where there is no cosine.</summary>
    public NDArray? Offsets { get; init; }

    /// <summary>What the cosines are multiplied by.</summary>
    public double Scale { get; init; }

    /// <summary><c>skewedness</c>, which is added before the logarithm is taken; null where there is no logarithm.</summary>
    public double? Skewedness { get; init; }

    /// <summary>True for the random projections, which have an <c>inverse_transform</c> from 1.1 on.</summary>
    public bool IsProjection { get; init; }

    /// <summary>What <c>inverse_transform</c> multiplies by, of shape (n_components, n_features); null where the file does not hold it, and
    /// it is computed.</summary>
    public NDArray? Inverse { get; init; }

    /// <summary>True where rows of a sparse matrix come out sparse.</summary>
    public bool KeepsSparse { get; init; }

    /// <summary>The components as the file has them where they are sparse, or null.</summary>
    internal CsrMatrix? SparseComponents { get; init; }
}
