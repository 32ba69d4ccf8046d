namespace Brine.Pickling;

/// <summary>Python's <c>datetime.time</c>.</summary>
/// <param name="Value">The time of day, to the microsecond.</param>
/// <param name="IsFold">True for the second of two equal times on the day that clocks go back.</param>
/// <param name="TimeZone">The <c>tzinfo</c> as the file gives it, or None; see <see cref="PyTimeZone"/>.</param>
public sealed record PyTime(TimeOnly Value, bool IsFold, PyValue TimeZone)
{
    /// <summary>Views a value as a <c>time</c>, or gives null where it is none.</summary>
    public static PyTime? From(PyValue value) =>
        KnownObject.Of(value, "datetime", "time") is { } instance && KnownObject.Bytes(instance.Argument(0)) is { Length: 6 } bytes
            && DateBytes.Time(bytes.Span) is { } time
            ? new PyTime(time, DateBytes.IsFold(bytes.Span[0]), instance.Argument(1)) : null;

    /// <summary>As Python's <c>str</c> prints it: <c>03:04:05.000006</c>, the distance from UTC behind it where that is fixed, else the
    /// name of the zone in brackets.</summary>
    public override string ToString() => PyDateTime.Clock(Value) + PyDateTime.Zone(TimeZone);
}
