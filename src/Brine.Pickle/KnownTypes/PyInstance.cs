namespace Brine.Pickling;

/// <summary>
/// An instance of a class that says nothing special about pickling: its attributes, its slots, and its base value where the class
/// extends one of Python's own (list, dict, str, int...).
/// </summary>
/// <param name="ClassName">The class, with its module.</param>
/// <param name="Attributes">Its <c>__dict__</c>, in order; empty where there is none.</param>
/// <param name="Slots">The values of its <c>__slots__</c>; empty where there are none.</param>
/// <param name="Base">The base value: what a subclass of str, int, float, bytes, tuple, list, dict or set is besides its attributes; None
/// where there is none.</param>
public sealed record PyInstance(string ClassName, PyDict Attributes, PyDict Slots, PyValue Base)
{
    private const int DeepestName = 16;

    private static readonly PyDict Nothing = new();

    /// <summary>Views a value as an instance, or gives null where it is not an object or its state is not in the form that Python itself
    /// makes.</summary>
    public static PyInstance? From(PyValue value)
    {
        if (value.As<PyObject>() is not { } instance || ClassNameOf(instance) is not { } className)
        {
            return null;
        }

        PyDict? attributes = instance.Attributes, slots = instance.Slots;
        if (instance.HasState && !instance.State.IsNone && attributes is null && slots is null)
        {
            return null;
        }

        return new PyInstance(className, attributes ?? Nothing, slots ?? Nothing, BaseOf(instance));
    }

    /// <summary>The class of an object with its module, also where the file names it by getattr or through a functools.partial of its
    /// <c>__new__</c>; else null.</summary>
    public static string? ClassNameOf(PyObject instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        if (instance.Callable.As<PyGlobal>() is { Name: "_reconstructor" }
            && KnownObject.DottedName(instance.Argument(0), DeepestName) is { } reconstructed)
        {
            return reconstructed;
        }

        // Protocols 2 and 3 have no opcode for keyword arguments: partial(class.__new__, class, key=value)().
        if (PyPartial.From(instance.Callable) is { Arguments: { Count: > 0 } bound } partial
            && PyBoundMethod.From(partial.Function) is { Name: "__new__" })
        {
            return KnownObject.DottedName(bound[0], DeepestName);
        }

        return instance.Class?.FullName ?? KnownObject.DottedName(instance.Callable, DeepestName);
    }

    private static PyValue BaseOf(PyObject instance)
    {
        if (instance.ListItems is { } list)
        {
            return list;
        }

        if (instance.DictItems is { } dict)
        {
            return dict;
        }

        // copyreg._reconstructor(class, base, state) up to protocol 1; class.__new__(class, value) after that.
        if (instance.Callable.As<PyGlobal>() is { Name: "_reconstructor", Module: "copyreg" or "copy_reg" })
        {
            return instance.Argument(2);
        }

        PyTuple arguments = instance.Arguments;
        return arguments.Count == 0 ? default : arguments.Count == 1 ? arguments[0] : arguments;
    }
}
