namespace Brine.Models;

/// <summary>How the leaves of several trees become one answer.</summary>
public enum TreeAggregation
{
    /// <summary>There is one tree, and its leaf is the answer.</summary>
    Single,

    /// <summary>The mean over the trees.</summary>
    Mean,

    /// <summary>The sum over the trees.</summary>
    Sum,
}
