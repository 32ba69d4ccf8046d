namespace Brine.Pickling;

/// <summary>Python's <c>bytes</c>: a view over the file it was read from, or over an array of yours. Never written to.</summary>
public class PyBytes : PyReference
{
    /// <summary>Wraps bytes without copying them.</summary>
    public PyBytes(ReadOnlyMemory<byte> memory)
        : this(memory, PyKind.Bytes)
    {
    }

    private protected PyBytes(ReadOnlyMemory<byte> memory, PyKind kind)
        : base(kind) => Memory = memory;

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Memory { get; }

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Span => Memory.Span;

    /// <summary>How many bytes there are.</summary>
    public int Length => Memory.Length;

    /// <summary>True for a read-only buffer that protocol 5 kept outside the pickle.</summary>
    public bool IsBuffer { get; init; }

    /// <summary>The text that protocols 0 to 2 wrote in place of a single byte; another value of the file may be the same str.</summary>
    internal PyValue Source { get; init; }
}
