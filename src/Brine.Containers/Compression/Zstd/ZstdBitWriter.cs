using System.Buffers.Binary;

namespace Brine.Containers;

/// <summary>Writes bits from the low end on; what is written last is read first. The buffer goes on for eight bytes behind what is
/// written.</summary>
internal ref struct ZstdBitWriter(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;
    private ulong _bits;
    private int _count;
    private int _used;

    /// <summary>Writes up to 32 bits.</summary>
    internal void Write(uint value, int count)
    {
        Add(value & ((1UL << count) - 1), count);
        Flush();
    }

    /// <summary>Takes bits, of which those above the count are zero; up to 56 between two flushes.</summary>
    internal void Add(ulong value, int count)
    {
        _bits |= value << _count;
        _count += count;
    }

    /// <summary>Writes the whole bytes.</summary>
    internal void Flush()
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer[_used..], _bits);
        int bytes = _count >> 3;
        _used += bytes;
        _bits >>= bytes * 8;
        _count &= 7;
    }

    /// <summary>Writes the bit that marks the end, and the last byte.</summary>
    internal int FinishWithMark()
    {
        Write(1, 1);
        return Finish();
    }

    internal int Finish()
    {
        if (_count > 0)
        {
            _buffer[_used++] = (byte)_bits;
        }

        return _used;
    }
}
