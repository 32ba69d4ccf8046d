using Brine.Arrays;

namespace Brine.Models;

/// <summary>One feature of an OrdinalEncoder: its categories and their numbers.</summary>
/// <param name="Categories">The categories as Python holds them.</param>
/// <param name="Groups">The number of each category; the last category has none where it is the missing value.</param>
public sealed record OrdinalFeature(NDArray Categories, IReadOnlyList<int> Groups)
{
    /// <summary>True where infrequent categories share the largest number.</summary>
    public bool HasInfrequent { get; init; }

    /// <summary>The place of NaN among the categories, or null where it is none.</summary>
    public int? MissingIndex { get; init; }
}
