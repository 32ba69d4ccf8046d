namespace Brine.Pickling;

/// <summary>An iterator over a list, a tuple or text, which Python pickles with what it has not yet given.</summary>
/// <param name="ClassName">Its class: <c>list_iterator</c>, <c>list_reverseiterator</c>, <c>tuple_iterator</c>...</param>
/// <param name="Source">What it goes over.</param>
/// <param name="Position">The index of the item that comes next.</param>
public sealed record PyIterator(string ClassName, PyValue Source, long Position)
{
    /// <summary>Views a value as an iterator, or gives null where it is none.</summary>
    public static PyIterator? From(PyValue value)
    {
        if (value.As<PyObject>() is not { Arguments.Count: 1, Callable: var callable } instance
            || callable.As<PyGlobal>() is not { Module: "builtins", Name: "iter" or "reversed" } function)
        {
            return null;
        }

        PyValue source = instance.Arguments[0];
        string? kind = source.Kind switch
        {
            PyKind.List => "list",
            PyKind.Tuple => "tuple",
            PyKind.Bytes => "bytes",
            PyKind.ByteArray => "bytearray",
            PyKind.Str => source.AsString()!.AsSpan().ContainsAnyExceptInRange('\0', '\u007f') ? "str" : "str_ascii",
            _ => null,
        };
        return kind is null ? null
            : new PyIterator(kind + (function.Name == "iter" ? "_iterator" : "_reverseiterator"), source,
                instance.State.TryGetInt64(out long position) ? position : 0);
    }
}
