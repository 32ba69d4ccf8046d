using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>A column of spans of time.</summary>
public sealed class TimedeltaArray : PandasArray
{
    internal TimedeltaArray(NDArray values, PandasOffset? frequency, string className)
        : base(className)
    {
        Values = values.DType is { Kind: 'm', Unit: not null } ? values
            : throw PandasObject.Bad($"a column of spans holds {values.DType.Name}");
        Frequency = frequency;
    }

    /// <summary>The spans, in <see cref="Unit"/>s.</summary>
    public NDArray Values { get; }

    /// <summary><c>ns</c>, <c>us</c>, <c>ms</c> or <c>s</c>.</summary>
    public string Unit => Values.DType.Unit!;

    /// <summary>From one span to the next, where pandas knows that they follow a rule.</summary>
    public PandasOffset? Frequency { get; }

    /// <inheritdoc/>
    public override int Length => Values.Length;

    /// <inheritdoc/>
    public override string DTypeName => $"timedelta64[{Unit}]";

    /// <inheritdoc/>
    public override PyValue this[int index] => Ticks(index) is { } value ? new PandasTimedelta(value, Unit).ToPickle() : default;

    /// <inheritdoc/>
    public override bool IsMissing(int index) => Ticks(index) is null;

    /// <inheritdoc/>
    public override string? TextAt(int index) => Ticks(index) is { } value ? new PandasTimedelta(value, Unit).ToString() : null;

    internal long? Ticks(int index) => Values[index].TryGetInt64(out long value) && value != long.MinValue ? value : null;
}
