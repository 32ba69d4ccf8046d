namespace Brine.Pickling;

/// <summary>Python's <c>bytearray</c>.</summary>
/// <param name="memory">The bytes, not copied.</param>
public sealed class PyByteArray(ReadOnlyMemory<byte> memory) : PyReference(PyKind.ByteArray)
{
    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Memory { get; } = memory;

    /// <summary>True for a buffer that protocol 5 kept outside the pickle.</summary>
    public bool IsBuffer { get; init; }

    /// <summary>The call by which protocols 0 to 4 made it; other values of the file may share its parts.</summary>
    internal PyObject? Origin { get; init; }
}
