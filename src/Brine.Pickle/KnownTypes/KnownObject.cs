using System.Text;

namespace Brine.Pickling;

/// <summary>Helpers of the views of known types: they recognize a class and read arguments whose form changed over the years.</summary>
internal static class KnownObject
{
    /// <summary>The object, when its class is <paramref name="name"/> in <paramref name="module"/> or in the C module behind it.</summary>
    internal static PyObject? Of(PyValue value, string module, string name) =>
        value.As<PyObject>() is { Class: { } type } instance && type.Name == name && (type.Module == module || type.Module == "_" + module)
            ? instance : null;

    /// <summary>Argument <paramref name="index"/>, or None where there are fewer.</summary>
    internal static PyValue Argument(this PyObject instance, int index) =>
        index < instance.Arguments.Count ? instance.Arguments[index] : default;

    /// <summary>An int argument that fits 32 bits.</summary>
    internal static int? Int32(PyValue value) =>
        value.TryGetInt64(out long number) && number is >= int.MinValue and <= int.MaxValue ? (int)number : null;

    /// <summary>Bytes of any age: bytes, bytearray, Python 2's string, or text that stands for latin-1.</summary>
    internal static ReadOnlyMemory<byte>? Bytes(PyValue value) => value.Reference switch
    {
        PyBytes bytes => bytes.Memory,
        PyByteArray array => array.Memory,
        string text when !text.AsSpan().ContainsAnyExceptInRange('\0', '\u00ff') => Encoding.Latin1.GetBytes(text),
        _ => (ReadOnlyMemory<byte>?)null,
    };

    /// <summary>A list or tuple.</summary>
    internal static IReadOnlyList<PyValue>? Sequence(PyValue value) => value.Reference as IReadOnlyList<PyValue>;

    /// <summary>The object and name of <c>getattr(object, name)</c>, which is how protocols below 4 reach what is inside a class.</summary>
    internal static bool IsGetAttribute(PyValue value, out PyValue target, out string name)
    {
        target = default;
        name = "";
        if (value.As<PyObject>() is { Construction: PyConstruction.Reduce, Arguments.Count: 2 } call
            && call.Callable.As<PyGlobal>() is { } callable && callable.Is("builtins", "getattr")
            && call.Arguments[1].AsString() is { } attribute)
        {
            target = call.Arguments[0];
            name = attribute;
            return true;
        }

        return false;
    }

    /// <summary>The dotted name of a class, given by name or as getattr(class, name), or null where it is neither.</summary>
    internal static string? DottedName(PyValue value, int deepest)
    {
        string inside = "";
        for (int depth = 0; depth < deepest && IsGetAttribute(value, out PyValue target, out string name); depth++)
        {
            inside = "." + name + inside;
            value = target;
        }

        return value.As<PyGlobal>() is { } global ? global.FullName + inside : null;
    }
}
