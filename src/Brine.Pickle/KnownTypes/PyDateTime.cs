using System.Globalization;

namespace Brine.Pickling;

/// <summary>Python's <c>datetime.datetime</c>.</summary>
/// <param name="Value">The wall clock time, to the microsecond; its kind is unspecified.</param>
/// <param name="IsFold">True for the second of two equal times on the day that clocks go back.</param>
/// <param name="TimeZone">The <c>tzinfo</c> as the file gives it, or None; see <see cref="PyTimeZone"/>.</param>
public sealed record PyDateTime(DateTime Value, bool IsFold, PyValue TimeZone)
{
    /// <summary>Views a value as a <c>datetime</c>, or gives null where it is none.</summary>
    public static PyDateTime? From(PyValue value) =>
        KnownObject.Of(value, "datetime", "datetime") is { } instance && KnownObject.Bytes(instance.Argument(0)) is { Length: 10 } bytes
        && DateBytes.Date(bytes.Span) is { } date && DateBytes.Time(bytes.Span[4..]) is { } time
            ? new PyDateTime(date.ToDateTime(time), DateBytes.IsFold(bytes.Span[2]), instance.Argument(1)) : null;

    /// <summary>
    /// As Python's <c>str</c> prints it: <c>2024-02-29 03:04:05.000006+02:00</c>. A zone whose distance from UTC changes over the year
    /// stands behind it in brackets by its name.
    /// </summary>
    public override string ToString() =>
        Value.ToString("yyyy-MM-dd ", CultureInfo.InvariantCulture) + Clock(TimeOnly.FromDateTime(Value)) + Zone(TimeZone);

    internal static string Clock(TimeOnly time) =>
        time.ToString(time.Ticks % TimeSpan.TicksPerSecond == 0 ? "HH:mm:ss" : "HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    internal static string Zone(PyValue zone) => zone.IsNone ? ""
        : PyTimeZone.From(zone) is not { } known ? "[" + (zone.As<PyObject>()?.Class?.FullName ?? "tzinfo") + "]"
        : known.Offset is { } offset ? Distance(offset) : $"[{known.Key}]";

    private static string Distance(PyTimeDelta offset)
    {
        int seconds = offset.Days < 0 ? 86_400 - offset.Seconds : offset.Seconds;
        string sign = offset.Days < 0 ? "-" : "+";
        string clock = string.Create(CultureInfo.InvariantCulture, $"{sign}{seconds / 3600:00}:{seconds / 60 % 60:00}");
        return seconds % 60 == 0 ? clock : string.Create(CultureInfo.InvariantCulture, $"{clock}:{seconds % 60:00}");
    }
}
