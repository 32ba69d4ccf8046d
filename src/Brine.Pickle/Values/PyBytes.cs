namespace Brine.Pickling;

/// <summary>Python's <c>bytes</c>: a view over the file it was read from, or over an array of yours. Never written to.</summary>
public class PyBytes : PyReference
{
    private readonly ReadOnlyMemory<byte> _memory;
    private readonly Large? _large;

    /// <summary>Wraps bytes without copying them.</summary>
    public PyBytes(ReadOnlyMemory<byte> memory)
        : this(memory, PyKind.Bytes)
    {
    }

    /// <summary>Wraps bytes of any number without copying them.</summary>
    public PyBytes(System.Buffers.ReadOnlySequence<byte> sequence)
        : base(PyKind.Bytes)
    {
        if (sequence.IsSingleSegment)
        {
            _memory = sequence.First;
        }
        else
        {
            _large = new Large(sequence);
        }
    }

    private protected PyBytes(ReadOnlyMemory<byte> memory, PyKind kind)
        : base(kind) => _memory = memory;

    /// <summary>The bytes, where they fit one block of memory (2 GiB).</summary>
    /// <exception cref="InvalidOperationException">There are more of them: see <see cref="Sequence"/>.</exception>
    public ReadOnlyMemory<byte> Memory =>
        _large is null ? _memory
            : throw new InvalidOperationException(
                $"these {LongLength} bytes are too many for one block of memory; read them through Sequence");

    /// <summary>The bytes, where they fit one block of memory (2 GiB).</summary>
    /// <exception cref="InvalidOperationException">There are more of them: see <see cref="Sequence"/>.</exception>
    public ReadOnlySpan<byte> Span => Memory.Span;

    /// <summary>The number of bytes, where they fit one block of memory (2 GiB).</summary>
    /// <exception cref="InvalidOperationException">There are more of them: see <see cref="LongLength"/>.</exception>
    public int Length => Memory.Length;

    /// <summary>The bytes, however many.</summary>
    public System.Buffers.ReadOnlySequence<byte> Sequence => _large?.Sequence ?? new(_memory);

    /// <summary>The number of bytes, however many.</summary>
    public long LongLength => _large?.Sequence.Length ?? _memory.Length;

    /// <summary>The bytes, or the first of them.</summary>
    internal ReadOnlySpan<byte> FirstSpan => Sequence.FirstSpan;

    /// <summary>True for a read-only buffer that protocol 5 kept outside the pickle.</summary>
    public bool IsBuffer { get; init; }

    /// <summary>The text that protocols 0 to 2 wrote in place of a single byte; another value of the file may be the same str.</summary>
    internal PyValue Source { get; init; }

    private sealed record Large(System.Buffers.ReadOnlySequence<byte> Sequence);
}
