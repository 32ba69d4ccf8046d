using System.Buffers.Binary;

namespace Brine.Containers;

/// <summary>Writes bits from the high end of each byte to a stream.</summary>
internal sealed class BigEndianBitWriter(Stream target)
{
    private const int Full = 1 << 14;

    private readonly BigEndianBitBuffer _buffer = new();

    /// <summary>Writes up to 32 bits.</summary>
    internal void Write(uint value, int count)
    {
        _buffer.Write(value, count);
        if (_buffer.Whole.Length >= Full)
        {
            target.Write(_buffer.Whole);
            _buffer.Drop();
        }
    }

    /// <summary>Writes 48 bits.</summary>
    internal void WriteLong(ulong value)
    {
        Write((uint)(value >> 24), 24);
        Write((uint)(value & 0xFFFFFF), 24);
    }

    /// <summary>Writes what another buffer holds.</summary>
    internal void Append(BigEndianBitBuffer other)
    {
        ReadOnlySpan<byte> whole = other.Whole;
        for (; whole.Length >= 4; whole = whole[4..])
        {
            Write(BinaryPrimitives.ReadUInt32BigEndian(whole), 32);
        }

        foreach (byte value in whole)
        {
            Write(value, 8);
        }

        Write(other.Rest, other.RestCount);
    }

    /// <summary>Fills the last byte with zeros, and writes what is left.</summary>
    internal void Finish()
    {
        _buffer.Write(0, (8 - _buffer.RestCount) & 7);
        target.Write(_buffer.Whole);
        _buffer.Drop();
    }
}
