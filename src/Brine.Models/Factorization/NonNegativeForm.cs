using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of NMF and MiniBatchNMF: rows are products of weights that are not negative and <see cref="Components"/>;
/// <c>transform</c> looks for the weights.</summary>
public sealed record NonNegativeForm : EstimatorForm
{
    internal NonNegativeForm(NDArray components) => Components = components;

    /// <summary><c>components_</c>, of shape (n_components, n_features), float64 or float32.</summary>
    public NDArray Components { get; }

    /// <summary>True for <c>solver='mu'</c> (multiplicative updates), false for <c>'cd'</c> (coordinate descent).</summary>
    public bool IsMultiplicative { get; init; }

    /// <summary>True for MiniBatchNMF, which stops when the weights change little.</summary>
    public bool IsMiniBatch { get; init; }

    /// <summary><c>beta_loss</c>: 2 for the squared error, 1 for Kullback and Leibler's, 0 for Itakura and Saito's.</summary>
    public double BetaLoss { get; init; } = 2;

    /// <summary>The most passes.</summary>
    public int MaxIterations { get; init; }

    /// <summary><c>tol</c></summary>
    public double Tolerance { get; init; }

    /// <summary>The part of the regularization that adds absolute weights.</summary>
    public double L1 { get; init; }

    /// <summary>The part of the regularization that adds squared weights.</summary>
    public double L2 { get; init; }

    /// <summary>True where a product below the epsilon of float32 counts as it (from 1.3 on), false where only 0 does.</summary>
    internal bool LiftsSmall { get; init; }

    /// <summary>How many columns the model takes.</summary>
    public int FeatureCount => Components.Shape[1];

    /// <summary>How many columns <c>transform</c> gives.</summary>
    public int ComponentCount => Components.Shape[0];
}
