namespace Brine.Pickling;

/// <summary>Python's <c>types.SimpleNamespace</c>.</summary>
/// <param name="Attributes">Its attributes by name, in order.</param>
public sealed record PyNamespace(PyDict Attributes)
{
    /// <summary>Views a value as a <c>SimpleNamespace</c>, or gives null where it is none.</summary>
    public static PyNamespace? From(PyValue value) =>
        KnownObject.Of(value, "types", "SimpleNamespace") is { } instance ? new PyNamespace(instance.Attributes ?? new PyDict()) : null;
}
