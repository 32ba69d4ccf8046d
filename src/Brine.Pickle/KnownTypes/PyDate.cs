using System.Globalization;

namespace Brine.Pickling;

/// <summary>Python's <c>datetime.date</c>.</summary>
/// <param name="Value">The day.</param>
public sealed record PyDate(DateOnly Value)
{
    /// <summary>Views a value as a <c>date</c>, or gives null where it is none.</summary>
    public static PyDate? From(PyValue value) =>
        KnownObject.Of(value, "datetime", "date") is { } instance && KnownObject.Bytes(instance.Argument(0)) is { Length: 4 } bytes
            && DateBytes.Date(bytes.Span) is { } date
            ? new PyDate(date) : null;

    /// <summary>As Python's <c>str</c> prints it: <c>2024-02-29</c>.</summary>
    public override string ToString() => Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
