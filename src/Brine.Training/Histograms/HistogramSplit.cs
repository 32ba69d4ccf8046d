namespace Brine.Training;

/// <summary>A split of a node by a bin.</summary>
internal sealed class HistogramSplit
{
    internal double Gain { get; set; } = -1;

    internal int Feature { get; set; }

    /// <summary>The last bin that goes left.</summary>
    internal int Bin { get; set; }

    internal bool MissingGoesLeft { get; set; }

    internal double LeftGradients { get; set; }

    internal double LeftHessians { get; set; }

    internal double RightGradients { get; set; }

    internal double RightHessians { get; set; }

    internal double LeftValue { get; set; }

    internal double RightValue { get; set; }
}
