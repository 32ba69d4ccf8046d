namespace Brine.Training;

/// <summary>What bounds the growth of a tree on histograms.</summary>
internal sealed record HistogramRules
{
    internal required bool IsNew { get; init; }

    internal required int? MaxLeaves { get; init; }

    internal required int? MaxDepth { get; init; }

    internal required int MinLeaf { get; init; }

    internal required double Regularization { get; init; }

    internal required double LearningRate { get; init; }

    /// <summary>1 where the answer grows with a column, -1 where it falls, 0 where it may do both.</summary>
    internal required int[] Directions { get; init; }

    /// <summary>True where all rows have a second derivative of 1.</summary>
    internal required bool HasConstantHessian { get; init; }

    internal required int ThreadCount { get; init; }
}
