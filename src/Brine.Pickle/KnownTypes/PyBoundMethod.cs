namespace Brine.Pickling;

/// <summary>A method of an object, or a class inside a class: what Python pickles as <c>getattr(object, name)</c>. It is never
/// called.</summary>
/// <param name="Target">The object, or the class.</param>
/// <param name="Name">The name inside it.</param>
public sealed record PyBoundMethod(PyValue Target, string Name)
{
    private const int DeepestName = 16;

    /// <summary>The dotted name from the module on, where the target is a class by name or inside one; else null.</summary>
    public string? FullName => KnownObject.DottedName(Target, DeepestName) is { } owner ? owner + "." + Name : null;

    /// <summary>Views a value as a method, or gives null where it is none.</summary>
    public static PyBoundMethod? From(PyValue value) =>
        KnownObject.IsGetAttribute(value, out PyValue target, out string name) ? new PyBoundMethod(target, name) : null;
}
