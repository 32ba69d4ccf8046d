namespace Brine.Pickling;

/// <summary>Python's <c>collections.Counter</c>.</summary>
/// <param name="Counts">How often each thing was counted.</param>
public sealed record PyCounter(PyDict Counts)
{
    /// <summary>Views a value as a <c>Counter</c>, or gives null where it is none.</summary>
    public static PyCounter? From(PyValue value) =>
        KnownObject.Of(value, "collections", "Counter") is { } instance
            && (instance.Argument(0).As<PyDict>() ?? instance.DictItems) is { } counts
            ? new PyCounter(counts) : null;
}
