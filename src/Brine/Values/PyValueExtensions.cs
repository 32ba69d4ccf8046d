using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>What a Python value is, for those who know what they expect; null where it is something else.</summary>
public static class PyValueExtensions
{
    static PyValueExtensions() => PickleConverters.Register<NDArray>();

    /// <summary>
    /// The value as a .NET type, with all its parts: numbers, text, dates, lists, arrays, sets, dictionaries, tuples, your classes with
    /// <see cref="PickleClassAttribute"/>, and types made of these. What does not fit is refused, with the place where it stands.
    /// </summary>
    /// <exception cref="PickleTypeException">The value does not fit the type.</exception>
    public static T To<T>(this PyValue value, MappingOptions? options = null) => PickleConverters.FromPython<T>(value, options);

    /// <summary>The value as a list.</summary>
    public static PyList? AsList(this PyValue value) => value.As<PyList>();

    /// <summary>The value as a tuple.</summary>
    public static PyTuple? AsTuple(this PyValue value) => value.As<PyTuple>();

    /// <summary>The value as a dict; an OrderedDict, defaultdict or Counter gives its entries.</summary>
    public static PyDict? AsDict(this PyValue value) => value.As<PyDict>() ?? value.As<PyObject>()?.DictItems;

    /// <summary>The value as a set or frozenset.</summary>
    public static PySet? AsSet(this PyValue value) => value.As<PySet>();

    /// <summary>The value as an instance of a class.</summary>
    public static PyObject? AsObject(this PyValue value) => value.As<PyObject>();

    /// <summary>The value as a numpy array or scalar, a view over the file.</summary>
    /// <exception cref="PickleFormatException">The value claims to be an array and is a corrupt one.</exception>
    public static NDArray? AsArray(this PyValue value) => NDArray.From(value);

    /// <summary>The value as an int of 64 bits.</summary>
    public static long? AsInt64(this PyValue value) => value.TryGetInt64(out long number) ? number : null;

    /// <summary>The value as a float; ints count.</summary>
    public static double? AsDouble(this PyValue value) => value.TryGetDouble(out double number) ? number : null;

    /// <summary>The value as a bool.</summary>
    public static bool? AsBool(this PyValue value) => value.TryGetBool(out bool flag) ? flag : null;

    /// <summary>The value as bytes: <c>bytes</c>, <c>bytearray</c> or Python 2's string.</summary>
    public static ReadOnlyMemory<byte>? AsBytes(this PyValue value) => value.As<PyBytes>()?.Memory ?? value.As<PyByteArray>()?.Memory;
}
