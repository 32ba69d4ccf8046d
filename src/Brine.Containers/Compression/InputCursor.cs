using System.Buffers.Binary;

namespace Brine.Containers;

/// <summary>Reads the fields of a container format from memory, and refuses to read beyond its end.</summary>
internal ref struct InputCursor(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;

    internal int Position { get; private set; }

    internal readonly int Left => _data.Length - Position;

    internal readonly ReadOnlySpan<byte> Rest => _data[Position..];

    internal byte ReadByte() => Take(1)[0];

    internal ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    internal uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    internal ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    /// <summary>The next bytes, and steps over them.</summary>
    internal ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > Left)
        {
            throw new InvalidDataException("it ends too early");
        }

        ReadOnlySpan<byte> taken = _data.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }
}
