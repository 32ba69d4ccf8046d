using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Brine.Containers;

/// <summary>Reads bits from the low end of each byte. It sees a part of the data, and zeros behind it.</summary>
internal ref struct InflateBits
{
    private ReadOnlySpan<byte> _data;
    private int _next;
    private ulong _bits;
    private int _count;

    /// <summary>The bits that are there, the next one lowest.</summary>
    internal readonly ulong Bits => _bits;

    internal readonly int Count => _count;

    /// <summary>Makes at least 56 bits available.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Fill()
    {
        if (_next <= _data.Length - 8)
        {
            _bits |= BinaryPrimitives.ReadUInt64LittleEndian(_data[_next..]) << _count;
            _next += (63 - _count) >> 3;
            _count |= 56;
        }
        else
        {
            FillAtEnd();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Skip(int count)
    {
        _bits >>= count;
        _count -= count;
    }

    /// <summary>Reads up to 32 bits.</summary>
    internal int Read(int count)
    {
        Fill();
        int value = (int)(_bits & ((1UL << count) - 1));
        Skip(count);
        return value;
    }

    /// <summary>Where the next byte that is not among the bits stands.</summary>
    internal readonly int Next => _next;

    /// <summary>How many bytes the part has behind those that are among the bits.</summary>
    internal readonly int Left => _data.Length - _next;

    /// <summary>Goes on in another part, which starts with the next byte that is not among the bits.</summary>
    internal void GoOn(ReadOnlySpan<byte> data)
    {
        _data = data;
        _next = 0;
    }

    /// <summary>Drops all bits, and goes on at a byte of another part.</summary>
    internal void Restart(ReadOnlySpan<byte> data, int next)
    {
        _data = data;
        _next = next;
        _bits = 0;
        _count = 0;
    }

    /// <summary>Where the next whole byte stands; before the part, if it is still among the bits.</summary>
    internal readonly int Align() => _next - (_count >> 3);

    private void FillAtEnd()
    {
        for (; _count <= 56; _count += 8)
        {
            _bits |= (ulong)(_next < _data.Length ? _data[_next] : 0) << _count;
            _next++;
        }
    }
}
