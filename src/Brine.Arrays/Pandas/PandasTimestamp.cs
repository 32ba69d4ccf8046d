using System.Globalization;
using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>pandas' <c>Timestamp</c>.</summary>
/// <param name="Value">How many <paramref name="Unit"/>s after 1970-01-01 UTC.</param>
/// <param name="Unit"><c>ns</c>, <c>us</c>, <c>ms</c> or <c>s</c>.</param>
/// <param name="TimeZone">The time zone as the file has it, or None.</param>
public sealed record PandasTimestamp(long Value, string Unit, PyValue TimeZone)
{
    /// <summary>numpy's number for nanoseconds; the larger units come before it.</summary>
    private const int Nanoseconds = 10;

    private static readonly string[] Units = ["s", "ms", "us", "ns"];

    /// <summary>The name of the time zone, or null.</summary>
    public string? ZoneName => ZonedTime.NameOf(TimeZone);

    /// <summary>True for the second of two equal wall clock times on the day that clocks go back.</summary>
    public bool IsFold => !TimeZone.IsNone && ZonedTime.OffsetAt(TimeZone, Utc) is { IsFold: true };

    /// <summary>The same time as .NET has it, cut to 100 nanoseconds; null outside the years 1 to 9999.</summary>
    public DateTimeOffset? ToDateTimeOffset()
    {
        CivilTime utc = Utc;
        if (utc.Date.Year is < 2 or > 9998)
        {
            return null;
        }

        var moment = new DateTimeOffset(
            DateTime.UnixEpoch.AddDays(utc.Days).AddSeconds(utc.SecondOfDay)
                .AddTicks((long)((Int128)utc.Fraction * TimeSpan.TicksPerSecond / CivilTime.PerSecondOf(Unit))), TimeSpan.Zero);
        return !TimeZone.IsNone && ZonedTime.OffsetAt(TimeZone, utc) is { Offset.Seconds: 0 } there ? moment.ToOffset(there.Offset)
            : moment;
    }

    /// <summary>Views a value as a <c>Timestamp</c>, or gives null where it is none.</summary>
    public static PandasTimestamp? From(PyValue value)
    {
        // Timestamp(value, freq, tz) to pandas 1.2; _unpickle_timestamp(value, freq, tz, unit) since.
        if (value.As<PyObject>() is not { Arguments: { Count: 3 or 4 } arguments } instance
            || instance.Callable.As<PyGlobal>() is not { Name: "Timestamp" or "_unpickle_timestamp" } maker
            || !PandasObject.IsPandas(maker) || !arguments[0].TryGetInt64(out long count))
        {
            return null;
        }

        long unit = Nanoseconds;
        return arguments.Count == 4 && (!arguments[3].TryGetInt64(out unit) || unit is <= Nanoseconds - 4 or > Nanoseconds) ? null
            : new PandasTimestamp(count, UnitOf(unit), arguments[2]);
    }

    /// <summary>As pandas pickles it since version 1.5.</summary>
    public PyObject ToPickle() =>
        new(new PyGlobal("pandas._libs.tslibs.timestamps", "_unpickle_timestamp"), new PyTuple(Value, default, TimeZone, CodeOf(Unit)));

    /// <summary>As <c>Timestamp.isoformat()</c>.</summary>
    public string ToIsoString() => Text('T');

    /// <summary>As Python's <c>str</c> prints it.</summary>
    public override string ToString() => Text(' ');

    internal static string UnitOf(long code) => Units[code - (Nanoseconds - 3)];

    internal static int CodeOf(string unit) => Nanoseconds - 3 + Math.Max(0, Array.IndexOf(Units, unit));

    /// <summary>A <c>datetime.date</c> of the day.</summary>
    internal PyObject ToDate()
    {
        (long year, int month, int day) = Utc.Date;
        return year is >= 1 and <= 9999
            ? new PyObject(new PyGlobal("datetime", "date"),
                new PyTuple(new PyBytes(new byte[] { (byte)(year >> 8), (byte)year, (byte)month, (byte)day })))
            : throw new NotSupportedException($"a date of the year {year} is none of Python's");
    }

    internal CivilTime Utc => CivilTime.From(Value, Unit);

    /// <summary>The wall clock time, and the distance from UTC where it is known.</summary>
    internal (CivilTime Local, TimeSpan? Offset) Wall()
    {
        CivilTime utc = Utc;
        return !TimeZone.IsNone && ZonedTime.OffsetAt(TimeZone, utc) is { } there
            ? (utc.AddSeconds((int)there.Offset.TotalSeconds), there.Offset) : (utc, null);
    }

    private string Text(char separator)
    {
        (CivilTime local, TimeSpan? offset) = Wall();
        string zone = TimeZone.IsNone ? "" : offset is { } known ? ZonedTime.OffsetText(known) : "Z";
        return $"{local.DateText()}{separator}{local.ClockText()}{FractionText(local)}{zone}";
    }

    /// <summary>-1 for midnight, 0 for a whole second, else 3, 6 or 9.</summary>
    internal int FractionDigits
    {
        get
        {
            CivilTime time = Utc;
            long nanoseconds = Nanos(time);
            return nanoseconds % 1000 != 0 ? 9 : nanoseconds % 1_000_000 != 0 ? 6 : nanoseconds != 0 ? 3 : time.SecondOfDay != 0 ? 0 : -1;
        }
    }

    internal string ToString(int fractionDigits)
    {
        (CivilTime local, _) = Wall();
        string fraction = fractionDigits <= 0 ? ""
            : "." + Nanos(local).ToString("000000000", CultureInfo.InvariantCulture)[..fractionDigits];
        return fractionDigits < 0 ? local.DateText() : $"{local.DateText()} {local.ClockText()}{fraction}";
    }

    private long Nanos(CivilTime time) => (long)((Int128)time.Fraction * 1_000_000_000 / CivilTime.PerSecondOf(Unit));

    /// <summary>Microseconds where there are some, and nanoseconds behind them.</summary>
    private string FractionText(CivilTime time)
    {
        long nanoseconds = Nanos(time);
        return nanoseconds == 0 ? ""
            : "."
                + (nanoseconds % 1000 == 0 ? (nanoseconds / 1000).ToString("000000", CultureInfo.InvariantCulture)
                    : nanoseconds.ToString("000000000", CultureInfo.InvariantCulture));
    }
}
