using System.Text;

namespace Brine.Pickling;

/// <summary>The calls by which older protocols spell values that newer ones have opcodes for: bytes, bytearray, set, frozenset.</summary>
internal static class KnownCalls
{
    internal static bool TryCall(PyValue callable, PyTuple arguments, out PyValue result)
    {
        result = default;
        if (callable.As<PyGlobal>() is not { } global)
        {
            return false;
        }

        object? made = (global.Module, global.Name) switch
        {
            ("_codecs", "encode") => Encode(arguments),
            ("builtins" or "__builtin__", "bytes") when arguments.Count == 0 => new PyBytes(ReadOnlyMemory<byte>.Empty),
            ("builtins" or "__builtin__", "bytearray") => ByteArray(global, arguments),
            ("builtins" or "__builtin__", "set") => Set(arguments, isFrozen: false),
            ("builtins" or "__builtin__", "frozenset") => Set(arguments, isFrozen: true),
            _ => null,
        };
        result = new PyValue(made, 0);
        return made is not null;
    }

    private static PyBytes? Encode(PyTuple arguments)
    {
        if (arguments.Count != 2 || arguments[0].Reference is not string text || arguments[1].AsString() is not ("latin1" or "latin-1"))
        {
            return null;
        }

        return Latin1(text) is { } bytes ? new PyBytes(bytes) { Source = text.Length == 1 ? arguments[0] : default } : null;
    }

    private static PyByteArray? ByteArray(PyGlobal callable, PyTuple arguments)
    {
        // A bare null would be taken for an array that is null, which is empty memory.
        ReadOnlyMemory<byte>? memory = arguments.Count switch
        {
            0 => ReadOnlyMemory<byte>.Empty,
            1 when arguments[0].As<PyBytes>() is { } bytes => bytes.Memory,
            2 when arguments[0].Reference is string text && arguments[1].AsString() is ("latin1" or "latin-1")
                && Latin1(text) is { } encoded => encoded,
            _ => default(ReadOnlyMemory<byte>?),
        };
        return memory is { } found ? new PyByteArray(found) { Origin = new PyObject(callable, arguments) } : null;
    }

    private static PySet? Set(PyTuple arguments, bool isFrozen)
    {
        if (arguments.Count > 1 || (arguments.Count == 1 && arguments[0].As<PyList>() is null && arguments[0].As<PyTuple>() is null))
        {
            return null;
        }

        var set = new PySet(isFrozen);
        foreach (PyValue item in arguments.Count == 0 ? [] : (IReadOnlyList<PyValue>)arguments[0].Reference!)
        {
            if (PyEquality.IsUnhashable(item.Kind)
                || (item.As<PyTuple>() is { } tuple && PyEquality.Hash(tuple) is var _ && tuple.IsUnhashable))
            {
                return null;
            }

            set.Add(item);
        }

        return set;
    }

    private static byte[]? Latin1(string text)
    {
        foreach (char character in text)
        {
            if (character > 255)
            {
                return null;
            }
        }

        return Encoding.Latin1.GetBytes(text);
    }
}
