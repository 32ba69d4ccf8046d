namespace Brine.Training;

/// <summary>A node of a tree that is grown on histograms.</summary>
internal sealed class HistogramNode
{
    internal int Start { get; init; }

    internal int End { get; init; }

    internal int Depth { get; init; }

    internal double Gradients { get; init; }

    internal double Hessians { get; init; }

    internal double Value { get; set; }

    internal double Lower { get; set; } = double.NegativeInfinity;

    internal double Upper { get; set; } = double.PositiveInfinity;

    internal bool IsLeaf { get; set; }

    /// <summary>The best split, where it was looked for.</summary>
    internal HistogramSplit? Split { get; set; }

    internal HistogramNode? Left { get; set; }

    internal HistogramNode? Right { get; set; }

    /// <summary>The bins of all columns, one column after another.</summary>
    internal Bin[]? Bins { get; set; }

    internal int Count => End - Start;
}
