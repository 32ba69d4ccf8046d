namespace Brine.Pickling;

/// <summary>Python's <c>slice</c>; each part may be None.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Stop">Where it ends, exclusive.</param>
/// <param name="Step">From one index to the next.</param>
public sealed record PySlice(PyValue Start, PyValue Stop, PyValue Step)
{
    /// <summary>Views a value as a <c>slice</c>, or gives null where it is none.</summary>
    public static PySlice? From(PyValue value) =>
        KnownObject.Of(value, "builtins", "slice") is { Arguments: { Count: 3 } parts } ? new PySlice(parts[0], parts[1], parts[2]) : null;
}
