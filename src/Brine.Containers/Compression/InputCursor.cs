using System.Buffers.Binary;

namespace Brine.Containers;

/// <summary>Reads the fields of a container format one after the other, and refuses to read beyond its end.</summary>
internal ref struct InputCursor
{
    private readonly ReadOnlySpan<byte> _data;
    private readonly PackedInput? _input;

    internal InputCursor(ReadOnlySpan<byte> data)
    {
        _data = data;
        Length = data.Length;
    }

    internal InputCursor(PackedInput input, int position = 0)
    {
        _input = input;
        Length = input.Length;
        Position = position;
    }

    internal int Position { get; private set; }

    internal readonly int Left => Length - Position;

    private int Length { get; }

    internal byte ReadByte() => Take(1)[0];

    internal ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    internal uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    internal ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    /// <summary>The next bytes, and steps over them. They stand until bytes behind them are asked for.</summary>
    internal ReadOnlySpan<byte> Take(long count)
    {
        ReadOnlySpan<byte> taken = Peek((int)Math.Clamp(count, 0, Left));
        Skip(count);
        return taken[..(int)count];
    }

    /// <summary>Steps over bytes without a look at them.</summary>
    internal void Skip(long count)
    {
        if (count < 0 || count > Left)
        {
            throw new InvalidDataException("it ends too early");
        }

        Position += (int)count;
    }

    /// <summary>The bytes that come: as many as asked for, or fewer at the end, or more.</summary>
    internal readonly ReadOnlySpan<byte> Peek(int least) => _input is null ? _data[Position..] : _input.At(Position, least);
}
