using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>A column of periods: months, quarters, weeks..., counted from 1970.</summary>
public sealed class PeriodArray : PandasArray
{
    internal PeriodArray(NDArray ordinals, PandasOffset frequency, string className)
        : base(className)
    {
        Ordinals = ordinals.DType is { Kind: 'i', ItemSize: 8 } ? ordinals
            : throw PandasObject.Bad($"a column of periods holds {ordinals.DType.Name}");
        Frequency = frequency;
    }

    /// <summary>The number of periods after the one that holds 1970-01-01.</summary>
    public NDArray Ordinals { get; }

    /// <summary>The length of a period.</summary>
    public PandasOffset Frequency { get; }

    /// <inheritdoc/>
    public override int Length => Ordinals.Length;

    /// <inheritdoc/>
    public override string DTypeName => $"period[{Frequency.PeriodName}]";

    /// <inheritdoc/>
    public override PyValue this[int index] => Ordinal(index) is { } value ? new PandasPeriod(value, Frequency).ToPickle() : default;

    /// <inheritdoc/>
    public override bool IsMissing(int index) => Ordinal(index) is null;

    /// <inheritdoc/>
    public override string? TextAt(int index) => Ordinal(index) is { } value ? new PandasPeriod(value, Frequency).ToString() : null;

    private long? Ordinal(int index) => Ordinals[index].TryGetInt64(out long value) && value != long.MinValue ? value : null;
}
