namespace Brine.Models;

/// <summary>A node of a <see cref="HistogramTree"/>; children and features may be anything a file says.</summary>
internal readonly struct HistogramNode
{
    internal long Left { get; init; }

    internal long Right { get; init; }

    internal long Feature { get; init; }

    internal double Threshold { get; init; }

    internal long Samples { get; init; }

    /// <summary>The number of the question about a category, or -1.</summary>
    internal int Category { get; init; }

    internal bool MissingGoesLeft { get; init; }

    internal bool IsLeaf { get; init; }
}
