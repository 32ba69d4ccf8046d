namespace Brine.Pickling;

/// <summary>Python's <c>io.BytesIO</c> or <c>io.StringIO</c>: a file in memory.</summary>
/// <param name="Content">All of it: bytes or text.</param>
/// <param name="Position">Where reading would go on, in bytes or characters.</param>
public sealed record PyMemoryFile(PyValue Content, long Position)
{
    /// <summary>Views a value as a file in memory, or gives null where it is none.</summary>
    public static PyMemoryFile? From(PyValue value)
    {
        bool isText = KnownObject.Of(value, "io", "StringIO") is not null;
        PyTuple? state = (KnownObject.Of(value, "io", "BytesIO") ?? KnownObject.Of(value, "io", "StringIO"))?.State.As<PyTuple>();

        // (bytes, position, dict), or (text, newline, position, dict).
        return state is not null && state.Count == (isText ? 4 : 3) && state[isText ? 2 : 1].TryGetInt64(out long position)
            ? new PyMemoryFile(state[0], position) : null;
    }
}
