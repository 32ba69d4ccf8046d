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
}
