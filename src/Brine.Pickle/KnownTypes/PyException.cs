namespace Brine.Pickling;

/// <summary>A Python exception: pickled like any object, and never raised here.</summary>
/// <param name="ClassName">Its class, with its module.</param>
/// <param name="Arguments">Its <c>args</c>.</param>
/// <param name="Attributes">Further attributes, or null.</param>
public sealed record PyException(string ClassName, PyTuple Arguments, PyDict? Attributes)
{
    /// <summary>Views a value as an exception, or gives null where its class is not one of Python's own.</summary>
    public static PyException? From(PyValue value) =>
        value.As<PyObject>() is { Construction: PyConstruction.Reduce, Class: { Module: "builtins" or "exceptions" } type } instance
        && (type.Name.EndsWith("Error", StringComparison.Ordinal) || type.Name.EndsWith("Exception", StringComparison.Ordinal)
            || type.Name.EndsWith("Warning", StringComparison.Ordinal) || type.Name is "KeyboardInterrupt" or "StopIteration" or "StopAsyncIteration" or "SystemExit" or "GeneratorExit")
            ? Of(instance) : null;

    /// <summary>Reads an object of any class as an exception, for those who know that the class is one.</summary>
    public static PyException Of(PyObject instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return new PyException(instance.Class?.FullName ?? "", instance.Arguments, instance.Attributes);
    }
}
