using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>A column of times: datetime64 values, which are UTC where the column has a time zone.</summary>
public sealed class DatetimeArray : PandasArray
{
    internal DatetimeArray(NDArray values, PyValue timeZone, PandasOffset? frequency, string className)
        : base(className)
    {
        Values = values.DType is { Kind: 'M', Unit: not null } ? values
            : throw PandasObject.Bad($"a column of times holds {values.DType.Name}");
        TimeZone = timeZone;
        Frequency = frequency;
    }

    /// <summary>The times since 1970, in <see cref="Unit"/>s.</summary>
    public NDArray Values { get; }

    /// <summary><c>ns</c>, <c>us</c>, <c>ms</c> or <c>s</c>.</summary>
    public string Unit => Values.DType.Unit!;

    /// <summary>The time zone as the file has it, or None.</summary>
    public PyValue TimeZone { get; }

    /// <summary>The name of the time zone (<c>UTC</c>, <c>Europe/Berlin</c>, <c>UTC+02:00</c>), or null.</summary>
    public string? ZoneName => ZonedTime.NameOf(TimeZone);

    /// <summary>From one time to the next, where pandas knows that they follow a rule.</summary>
    public PandasOffset? Frequency { get; }

    /// <inheritdoc/>
    public override int Length => Values.Length;

    /// <inheritdoc/>
    public override string DTypeName => ZoneName is { } zone ? $"datetime64[{Unit}, {zone}]" : $"datetime64[{Unit}]";

    /// <inheritdoc/>
    public override PyValue this[int index] => Ticks(index) is { } value ? new PandasTimestamp(value, Unit, TimeZone).ToPickle() : default;

    /// <inheritdoc/>
    public override bool IsMissing(int index) => Ticks(index) is null;

    /// <inheritdoc/>
    public override string? TextAt(int index) => Ticks(index) is { } value ? new PandasTimestamp(value, Unit, TimeZone).ToString() : null;

    /// <summary>The precision with which pandas writes the times in a file of text: -1 the days only, 0 seconds, else as many digits behind
    /// them as the finest of them has (3, 6 or 9).</summary>
    public int FractionDigits
    {
        get
        {
            int digits = -1;
            for (int i = 0; i < Length; i++)
            {
                if (Ticks(i) is { } value)
                {
                    digits = Math.Max(digits, new PandasTimestamp(value, Unit, default).FractionDigits);
                }
            }

            return digits;
        }
    }

    /// <summary>A time as text of this many digits behind the seconds, -1 for the day only; null where it is missing.</summary>
    public string? TextAt(int index, int fractionDigits) =>
        Ticks(index) is { } value ? new PandasTimestamp(value, Unit, TimeZone).ToString(fractionDigits) : null;

    /// <summary>A time in units since 1970, or null for NaT.</summary>
    internal long? Ticks(int index) => Values[index].TryGetInt64(out long value) && value != long.MinValue ? value : null;
}
