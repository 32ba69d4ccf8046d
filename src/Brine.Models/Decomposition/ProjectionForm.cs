using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// The form of PCA, IncrementalPCA and TruncatedSVD: <c>transform</c> is <c>(X - Mean) @ Components.T</c>, divided by the roots of the
/// variances where the model whitens.
/// </summary>
public sealed record ProjectionForm : EstimatorForm
{
    internal ProjectionForm(NDArray components) => Components = components;

    /// <summary><c>components_</c>, of shape (n_components, n_features). Where all arrays are float32, rows of float32 are computed in
    /// it.</summary>
    public NDArray Components { get; }

    /// <summary><c>mean_</c>, one number for each column; null where rows are not centered.</summary>
    public NDArray? Mean { get; init; }

    /// <summary><c>explained_variance_</c>, one number for each component; null where the model neither whitens nor knows them.</summary>
    public NDArray? Variances { get; init; }

    /// <summary><c>whiten</c>.</summary>
    public bool Whitens { get; init; }

    /// <summary><c>noise_variance_</c> of PCA, by which <c>score_samples</c> has a covariance; null where the model has no such
    /// method.</summary>
    public double? NoiseVariance { get; init; }

    /// <summary>True for the formulas of 1.5 and later: the mean is projected too, instead of centering the rows, and no root of a variance
    /// is smaller than the machine epsilon.</summary>
    public bool ProjectsMean { get; init; }

    /// <summary>True where the constant of <c>score_samples</c> is rounded to float32 beside a covariance of it, as numpy 2 does with a
    /// float and a scalar.</summary>
    public bool RoundsConstant { get; init; }

    /// <summary>True where <c>score_samples</c> inverts symmetric matrices by Cholesky's factor, as scipy 1.17 does.</summary>
    public bool UsesCholesky { get; init; }

    /// <summary>How many columns <c>transform</c> gives.</summary>
    public int ComponentCount => Components.Shape[0];

    /// <summary>How many columns the model takes.</summary>
    public int FeatureCount => Components.Shape[1];
}
