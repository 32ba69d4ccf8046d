namespace Brine.Pickling;

/// <summary>Python's <c>bytearray</c>.</summary>
/// <param name="memory">The bytes, not copied.</param>
public sealed class PyByteArray(ReadOnlyMemory<byte> memory) : PyReference
{
    /// <inheritdoc/>
    public override PyKind Kind => PyKind.ByteArray;

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Memory { get; } = memory;

    /// <summary>How the file writes it, where there is more than one way; set when it was read.</summary>
    internal bool IsBuffer { get; init; }
}
