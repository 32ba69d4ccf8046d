using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Brine.Containers;

/// <summary>Reads bits from the high end of each byte. Behind the end there are zeros, and <see cref="IsBeyondEnd"/> says so.</summary>
internal ref struct BigEndianBitReader
{
    private readonly ReadOnlySpan<byte> _data;
    private int _next;
    private ulong _bits;
    private int _count;

    internal BigEndianBitReader(ReadOnlySpan<byte> data, long bitPosition)
    {
        _data = data;
        _next = (int)(bitPosition >> 3);
        Fill();
        Skip((int)(bitPosition & 7));
    }

    /// <summary>How many bits were read.</summary>
    internal readonly long Position => ((long)_next * 8) - _count;

    internal readonly bool IsBeyondEnd => Position > (long)_data.Length * 8;

    /// <summary>Makes at least 32 bits available.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Fill()
    {
        if (_count >= 32)
        {
            return;
        }

        uint word = _next <= _data.Length - 4 ? BinaryPrimitives.ReadUInt32BigEndian(_data[_next..]) : ReadAtEnd();
        _bits |= (ulong)word << (32 - _count);
        _count += 32;
        _next += 4;
    }

    private readonly uint ReadAtEnd()
    {
        uint word = 0;
        for (int i = 0; i < 4; i++)
        {
            word = (word << 8) | (_next + i < _data.Length ? _data[_next + i] : 0u);
        }

        return word;
    }

    /// <summary>The next bits without stepping over them; at most 32, after <see cref="Fill"/>.</summary>
    internal readonly uint Peek(int count) => (uint)(_bits >> (64 - count));

    internal void Skip(int count)
    {
        _bits <<= count;
        _count -= count;
    }

    /// <summary>Reads up to 32 bits.</summary>
    internal uint Read(int count)
    {
        Fill();
        uint value = Peek(count);
        Skip(count);
        return value;
    }
}
