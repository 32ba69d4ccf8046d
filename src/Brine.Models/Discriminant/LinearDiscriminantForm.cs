using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of LinearDiscriminantAnalysis: linear scores for each class, and the projection that tells the classes apart
/// best.</summary>
public sealed record LinearDiscriminantForm : EstimatorForm
{
    internal LinearDiscriminantForm(LinearForm decision) => Decision = decision;

    /// <summary>The scores by which rows are classified.</summary>
    public LinearForm Decision { get; }

    /// <summary><c>scalings_</c>, of shape (n_features, n_directions), by which <c>transform</c> multiplies; null with
    /// <c>solver='lsqr'</c>, which has no <c>transform</c>.</summary>
    public NDArray? Scalings { get; init; }

    /// <summary><c>xbar_</c>, subtracted from rows before they are multiplied; null with <c>solver='eigen'</c>.</summary>
    public NDArray? Mean { get; init; }

    /// <summary>How many columns <c>transform</c> gives at most, the first ones of the product.</summary>
    public int ComponentCount { get; init; }

    /// <summary>True where a probability of 0 counts as the smallest normal number before its logarithm is taken.</summary>
    public bool LiftsZeros { get; init; }
}
