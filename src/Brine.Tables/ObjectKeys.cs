using System.Globalization;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tables;

/// <summary>What Python compares objects of times by: two Periods of one month are one category, though they are two objects.</summary>
internal static class ObjectKeys
{
    /// <summary>The same text for all objects that Python takes for equal; null for objects of other classes.</summary>
    internal static string? Of(PyValue cell)
    {
        if (cell.As<PyObject>() is null)
        {
            return null;
        }

        if (PandasPeriod.From(cell) is { } period)
        {
            return string.Create(CultureInfo.InvariantCulture, $"period {period.Ordinal} {period.Frequency.PeriodName}");
        }

        if (PandasTimestamp.From(cell) is { } time)
        {
            return string.Create(CultureInfo.InvariantCulture,
                $"{(time.TimeZone.IsNone ? "time" : "moment")} {Nanoseconds(time.Value, time.Unit)}");
        }

        return PandasTimedelta.From(cell) is { } span
            ? string.Create(CultureInfo.InvariantCulture, $"span {Nanoseconds(span.Value, span.Unit)}") : null;
    }

    private static Int128 Nanoseconds(long count, string unit) =>
        count * (Int128)(unit switch { "s" => 1_000_000_000, "ms" => 1_000_000, "us" => 1_000, _ => 1 });
}
