namespace Brine.Models;

/// <summary>Which values a split sends left.</summary>
public enum SplitComparison
{
    /// <summary>Values that are not above the threshold.</summary>
    LessOrEqual,

    /// <summary>Values below the threshold.</summary>
    Less,
}
