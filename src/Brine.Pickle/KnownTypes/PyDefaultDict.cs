namespace Brine.Pickling;

/// <summary>Python's <c>collections.defaultdict</c>.</summary>
/// <param name="DefaultFactory">What makes a missing value: a class or function by name, or None. It is never called.</param>
/// <param name="Entries">The entries, in order.</param>
public sealed record PyDefaultDict(PyValue DefaultFactory, PyDict Entries)
{
    /// <summary>Views a value as a <c>defaultdict</c>, or gives null where it is none.</summary>
    public static PyDefaultDict? From(PyValue value) =>
        KnownObject.Of(value, "collections", "defaultdict") is { } instance
            ? new PyDefaultDict(instance.Argument(0), instance.DictItems ?? new PyDict()) : null;
}
