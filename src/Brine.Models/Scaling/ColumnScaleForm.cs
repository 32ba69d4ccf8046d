using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// The form of scalers: each column is shifted and scaled by itself, <c>(x - offset) / scale</c>, or <c>x * scale + offset</c> where
/// <see cref="MultipliesFirst"/>; then clipped.
/// </summary>
public sealed record ColumnScaleForm : EstimatorForm
{
    /// <summary>How many columns there are.</summary>
    public required int FeatureCount { get; init; }

    /// <summary>One for each column, float64, or null where nothing is shifted.</summary>
    public IReadOnlyList<double>? Offsets { get; init; }

    /// <summary>One for each column, float64, or null where nothing is scaled.</summary>
    public IReadOnlyList<double>? Scales { get; init; }

    /// <summary>True for MinMaxScaler, which multiplies and then adds.</summary>
    public bool MultipliesFirst { get; init; }

    /// <summary>The bounds of the result, or null.</summary>
    public (double Low, double High)? Clip { get; init; }

    /// <summary>The dtype that the file has the scales in: reciprocals for sparse matrices are taken in it.</summary>
    internal DType ScaleType { get; init; } = DType.Float64;

    /// <summary>True when offsets and scales are brought to the dtype of the data before numpy computes (StandardScaler from
    /// 1.8).</summary>
    internal bool RoundsToData { get; init; }
}
