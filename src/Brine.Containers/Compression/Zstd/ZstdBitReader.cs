using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Brine.Containers;

/// <summary>Reads bits backward, from the last set bit of the last byte to the first bit of the first, as Zstandard stores them.</summary>
internal ref struct ZstdBitReader
{
    private readonly ReadOnlySpan<byte> _data;
    private ulong _bits;
    private int _used;
    private int _next;

    internal ZstdBitReader(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty || data[^1] == 0)
        {
            throw new InvalidDataException("a bit stream has no end mark");
        }

        _data = data;
        int padding = BitOperations.LeadingZeroCount((uint)data[^1]) - 24 + 1;
        if (data.Length >= 8)
        {
            _next = data.Length - 8;
            _bits = BinaryPrimitives.ReadUInt64LittleEndian(data[_next..]);
        }
        else
        {
            for (int i = 0; i < data.Length; i++)
            {
                _bits |= (ulong)data[i] << (8 * (8 - data.Length + i));
            }
        }

        _used = padding;
    }

    /// <summary>How many bits are left; less than none when more were read than there are.</summary>
    internal readonly int Left => (_next * 8) + (Math.Min(_data.Length, 8) * 8) - _used;

    /// <summary>Makes at least 56 bits available, as far as there are any.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Fill()
    {
        int bytes = Math.Min(_used >> 3, _next);
        if (bytes > 0)
        {
            _next -= bytes;
            _used -= bytes * 8;
            _bits = BinaryPrimitives.ReadUInt64LittleEndian(_data[_next..]);
        }
    }

    /// <summary>Makes at least 56 bits available, if the stream goes on for eight bytes; false otherwise. The whole stream has eight at
    /// least.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool IsFilled()
    {
        int bytes = _used >> 3;
        if (bytes > _next)
        {
            return false;
        }

        _next -= bytes;
        _used &= 7;
        _bits = BinaryPrimitives.ReadUInt64LittleEndian(_data[_next..]);
        return true;
    }

    /// <summary>The next bits, from the highest on.</summary>
    internal readonly ulong Bits => _bits << _used;

    /// <summary>The next bits without stepping over them; at least one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly int Peek(int count) => (int)((_bits << _used) >> (64 - count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Skip(int count) => _used += count;

    /// <summary>Reads up to 31 bits that are there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Read(int count)
    {
        int value = (int)(((_bits << _used) >> 1) >> (63 - count));
        _used += count;
        return value;
    }
}
