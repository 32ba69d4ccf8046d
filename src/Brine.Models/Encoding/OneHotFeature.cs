using Brine.Arrays;

namespace Brine.Models;

/// <summary>One feature of a OneHotEncoder: its categories belong to groups, and each group but a dropped one has an output
/// column.</summary>
/// <param name="Categories">The categories as Python holds them.</param>
/// <param name="Groups">The group of each category, counted from 0; each category is one of its own, but infrequent ones share the
/// last.</param>
public sealed record OneHotFeature(NDArray Categories, IReadOnlyList<int> Groups)
{
    /// <summary>The number of groups.</summary>
    public int GroupCount { get; init; } = Categories.Length;

    /// <summary>True where the last group is that of the infrequent categories.</summary>
    public bool HasInfrequent { get; init; }

    /// <summary>The group that has no column (<c>drop</c>), or null.</summary>
    public int? DroppedGroup { get; init; }
}
