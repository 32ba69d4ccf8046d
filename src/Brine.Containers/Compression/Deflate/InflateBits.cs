using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Brine.Containers;

/// <summary>Reads bits from the low end of each byte. Behind the end there are zeros, and <see cref="ThrowIfBeyondEnd"/> tells.</summary>
internal ref struct InflateBits(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;
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

    /// <summary>Drops the rest of a byte and gives the bytes that follow.</summary>
    internal ReadOnlySpan<byte> TakeBytes(int count)
    {
        int start = Align();
        if (count > _data.Length - start)
        {
            throw TooShort();
        }

        _next = start + count;
        _bits = 0;
        _count = 0;
        return _data.Slice(start, count);
    }

    /// <summary>Where the next whole byte stands.</summary>
    internal readonly int Align() => _next - (_count >> 3);

    internal readonly void ThrowIfBeyondEnd()
    {
        if (Align() > _data.Length)
        {
            throw TooShort();
        }
    }

    private void FillAtEnd()
    {
        for (; _count <= 56; _count += 8)
        {
            _bits |= (ulong)(_next < _data.Length ? _data[_next] : 0) << _count;
            _next++;
        }
    }

    private static InvalidDataException TooShort() => new("it ends too early");
}
