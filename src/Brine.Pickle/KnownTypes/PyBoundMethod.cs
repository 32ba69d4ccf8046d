namespace Brine.Pickling;

/// <summary>A method of an object, which Python pickles as <c>getattr(object, name)</c>. It is never called.</summary>
/// <param name="Target">The object, or the class of a class method.</param>
/// <param name="Name">The method's name.</param>
public sealed record PyBoundMethod(PyValue Target, string Name)
{
    /// <summary>Views a value as a method, or gives null where it is none.</summary>
    public static PyBoundMethod? From(PyValue value) => KnownObject.IsGetAttribute(value, out PyValue target, out string name) ? new PyBoundMethod(target, name) : null;
}
