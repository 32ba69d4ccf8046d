using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of OneHotEncoder: a column of zeros and ones for each group of categories of each feature.</summary>
/// <param name="Features">The features in the order of their columns.</param>
public sealed record OneHotForm(IReadOnlyList<OneHotFeature> Features) : EstimatorForm
{
    /// <summary>True where a value that is no category is refused (<c>handle_unknown='error'</c>).</summary>
    public bool RefusesUnknown { get; init; }

    /// <summary>True where it gives zeros (<c>handle_unknown='ignore'</c>).</summary>
    public bool IgnoresUnknown { get; init; }

    /// <summary>True where it counts as infrequent, in features that have such categories
    /// (<c>handle_unknown='infrequent_if_exist'</c>).</summary>
    public bool GroupsUnknown { get; init; }

    /// <summary>True where the encoder was told to drop categories, be it of no feature in the end.</summary>
    public bool Drops { get; init; }

    /// <summary>True for a sparse output.</summary>
    public bool IsSparse { get; init; }

    /// <summary>The dtype of the zeros and ones.</summary>
    public DType DType { get; init; } = DType.Float64;

    /// <summary>True where numbers are looked up among categories that are objects.</summary>
    internal bool FindsNumbersAmongObjects { get; init; }
}
