namespace Brine.Training;

/// <summary>What bounds the growth of a tree, in numbers of this data.</summary>
internal sealed record GrowthRules
{
    /// <summary>True for the splitter that draws thresholds.</summary>
    internal required bool IsRandom { get; init; }

    /// <summary>True for the newest scikit-learn: how equal values are sorted, and what a node's values are.</summary>
    internal required bool IsNew { get; init; }

    internal required int MaxDepth { get; init; }

    internal required int MinSplit { get; init; }

    internal required int MinLeaf { get; init; }

    internal required double MinLeafWeight { get; init; }

    internal required int MaxFeatures { get; init; }

    /// <summary>-1 where there is no limit.</summary>
    internal required int MaxLeaves { get; init; }

    internal required double MinDecrease { get; init; }

    internal required double PruningAlpha { get; init; }
}
