namespace Brine.Models;

/// <summary>The form of transformers whose methods are linear maps: FastICA, NeighborhoodComponentsAnalysis, the partial least
/// squares...</summary>
public sealed record LinearMapsForm : EstimatorForm
{
    internal LinearMapsForm(LinearMap transform) => Transform = transform;

    /// <summary><c>transform</c>.</summary>
    public LinearMap Transform { get; }

    /// <summary><c>inverse_transform</c>; null where the class has none.</summary>
    public LinearMap? InverseTransform { get; init; }

    /// <summary><c>predict</c>; null where the class has none.</summary>
    public LinearMap? Predict { get; init; }

    /// <summary>How many names <c>get_feature_names_out</c> gives, where they are not as many as columns.</summary>
    public int? NameCount { get; init; }

    /// <summary>True where <c>predict</c> gives one dimension.</summary>
    public bool PredictsVector { get; init; }
}
