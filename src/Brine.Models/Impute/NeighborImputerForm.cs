using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of KNNImputer: a missing value becomes the average of the nearest rows of the training that have one.</summary>
public sealed record NeighborImputerForm : EstimatorForm
{
    internal NeighborImputerForm(MissingValue missing, NDArray rows, Estimator? indicator)
    {
        Missing = missing;
        Rows = rows;
        Indicator = indicator;
        Children = indicator is null ? [] : [new EstimatorChild("indicator_", indicator)];
    }

    /// <summary>The value that counts as missing.</summary>
    public MissingValue Missing { get; }

    /// <summary>The rows of the training, with their gaps.</summary>
    public NDArray Rows { get; }

    /// <summary>How many rows are averaged.</summary>
    public required int NeighborCount { get; init; }

    /// <summary>True where nearer rows weigh more, as the inverse of their distance.</summary>
    public bool WeighsByDistance { get; init; }

    /// <summary>True where columns that were empty in training come out as zeros, false where they are dropped.</summary>
    public bool KeepsEmpty { get; init; }

    /// <summary>The MissingIndicator whose marks stand behind the filled columns (<c>add_indicator</c>), or null.</summary>
    public Estimator? Indicator { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<EstimatorChild> Children { get; }

    /// <summary>True where rows without a distance are left out of plain averages (from 1.5.1).</summary>
    internal bool LeavesOutUnknown { get; init; }

    /// <summary>True where the marks stand behind data without gaps too (from 1.3.1).</summary>
    internal bool AlwaysMarks { get; init; }

    /// <summary>True where gaps in columns that were empty in training do not count (from 1.3.1).</summary>
    internal bool OverlooksEmpty { get; init; }
}
