using System.Globalization;
using Brine.Arrays;

namespace Brine.Tables;

/// <summary>The elements of an array of datetime64 or timedelta64.</summary>
internal static class TimeValues
{
    private static readonly Dictionary<string, long> NanosecondsOfUnits = new()
    {
        ["W"] = 7 * 86_400_000_000_000,
        ["D"] = 86_400_000_000_000,
        ["h"] = 3_600_000_000_000,
        ["m"] = 60_000_000_000,
        ["s"] = 1_000_000_000,
        ["ms"] = 1_000_000,
        ["us"] = 1_000,
        ["ns"] = 1,
    };

    private static readonly Dictionary<string, string> UnitNames = new()
    {
        ["W"] = "weeks", ["D"] = "days", ["h"] = "hours", ["m"] = "minutes", ["s"] = "seconds", ["ms"] = "milliseconds",
        ["us"] = "microseconds", ["ns"] = "nanoseconds",
    };

    /// <summary>True where the unit of a dtype has a fixed length of at least a nanosecond, so that times of two units can be
    /// compared.</summary>
    internal static bool CanCompare(DType dtype) => dtype.Unit is { } unit && NanosecondsOfUnits.ContainsKey(unit);

    internal static bool IsMissing(NDArray times, int row) => !times[row].TryGetInt64(out long value) || value == long.MinValue;

    /// <summary>A time in nanoseconds, since 1970 for a datetime64; null for NaT.</summary>
    internal static Int128? At(NDArray times, int row) =>
        IsMissing(times, row) || !times[row].TryGetInt64(out long value) ? null : (Int128)value * NanosecondsOfUnits[times.DType.Unit!];

    /// <summary>A time as text, or null for NaT.</summary>
    internal static string? TextAt(NDArray times, int row)
    {
        if (At(times, row) is not { } nanoseconds)
        {
            return null;
        }

        Int128 ticks = nanoseconds / 100;
        if (times.DType.Kind == 'm')
        {
            return nanoseconds >= long.MinValue && nanoseconds <= long.MaxValue ? new PandasTimedelta((long)nanoseconds, "ns").ToString()
                : $"{nanoseconds} ns";
        }

        if (ticks < -DateTime.UnixEpoch.Ticks || ticks > DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks)
        {
            return NameAt(times, row);
        }

        DateTime time = DateTime.UnixEpoch.AddTicks((long)ticks);
        if (nanoseconds % TimeSpan.NanosecondsPerTick != 0)
        {
            return NameAt(times, row);
        }

        return time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
    }

    /// <summary>A time as numpy's <c>str</c> prints it, in the digits of its unit.</summary>
    internal static string NameAt(NDArray times, int row)
    {
        if (!times[row].TryGetInt64(out long value) || value == long.MinValue)
        {
            return "NaT";
        }

        return times.DType.Kind == 'M' ? ElementText.TimeText(value, times.DType)
            : string.Create(CultureInfo.InvariantCulture, $"{value} {UnitNames[times.DType.Unit!]}");
    }

    /// <summary>The nanoseconds that a text stands for: a date for a datetime64, a span for a timedelta64.</summary>
    internal static bool TryParse(string text, char kind, out long nanoseconds) =>
        kind == 'm' ? SpanText.TryParse(text, out nanoseconds) : TryParse(text, out nanoseconds);

    /// <summary>A date in ISO form in nanoseconds since 1970; false where the text is none.</summary>
    internal static bool TryParse(string text, out long nanoseconds)
    {
        nanoseconds = 0;
        bool isTime = DateTime.TryParseExact(
            text,
            ["yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm:ss.FFFFFFF"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTime time);
        if (!isTime || Math.Abs((time - DateTime.UnixEpoch).Ticks) > long.MaxValue / 100)
        {
            return false;
        }

        nanoseconds = (time - DateTime.UnixEpoch).Ticks * 100;
        return true;
    }

    /// <summary>A time of .NET's in nanoseconds since 1970.</summary>
    /// <exception cref="ModelInputException">64 bits do not hold it.</exception>
    internal static long Nanoseconds(string column, DateTime time) => Math.Abs((time - DateTime.UnixEpoch).Ticks) < long.MaxValue / 100
        ? (time - DateTime.UnixEpoch).Ticks * 100
        : throw new ModelInputException("InputFormat",
            $"the column '{column}' holds the time {time:u}, which nanoseconds of 64 bits do not hold");

    internal static NDArray Select(NDArray times, IReadOnlyList<int> rows)
    {
        var picked = new long[rows.Count];
        for (int i = 0; i < picked.Length; i++)
        {
            picked[i] = times[rows[i]].TryGetInt64(out long value) ? value : long.MinValue;
        }

        return Of(picked, times.DType);
    }

    internal static NDArray Of(long[] values, DType dtype) =>
        NDArray.OverBytes(DType.Parse(dtype.Descriptor.Replace('>', '<')), [values.Length],
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
}
