using System.Buffers.Binary;
using System.Text;

namespace Brine;

/// <summary>A table of FlatBuffers, in which Arrow writes what its messages are. Every place is checked against the bytes that are
/// there.</summary>
/// <param name="data">The message.</param>
/// <param name="position">Where the table begins.</param>
internal readonly struct FlatTable(ReadOnlyMemory<byte> data, int position)
{
    /// <summary>The table that a message is.</summary>
    internal static FlatTable Root(ReadOnlyMemory<byte> data) => new(data, BinaryPrimitives.ReadInt32LittleEndian(data.Span));

    internal byte Byte(int field) => Place(field) is > 0 and var at ? data.Span[at] : (byte)0;

    internal bool Flag(int field) => Byte(field) != 0;

    internal short Int16(int field, short missing = 0) => Place(field) is > 0 and var at
        ? BinaryPrimitives.ReadInt16LittleEndian(data.Span[at..]) : missing;

    internal int Int32(int field, int missing = 0) => Place(field) is > 0 and var at
        ? BinaryPrimitives.ReadInt32LittleEndian(data.Span[at..]) : missing;

    internal long Int64(int field) => Place(field) is > 0 and var at ? BinaryPrimitives.ReadInt64LittleEndian(data.Span[at..]) : 0;

    internal FlatTable? Table(int field) => Place(field) is > 0 and var at ? new FlatTable(data, Follow(at)) : null;

    internal string? Text(int field) => Place(field) is > 0 and var at && Follow(at) is var start
        ? Encoding.UTF8.GetString(data.Span.Slice(start + 4, BinaryPrimitives.ReadInt32LittleEndian(data.Span[start..]))) : null;

    /// <summary>How many items a vector has.</summary>
    internal int Count(int field) => Place(field) is > 0 and var at ? CountAt(Follow(at)) : 0;

    /// <summary>A table in a vector of tables.</summary>
    internal FlatTable Item(int field, int index)
    {
        int start = Follow(Place(field));
        return index < CountAt(start) ? new FlatTable(data, Follow(start + 4 + (index * 4)))
            : throw new InvalidDataException("a vector is too short");
    }

    /// <summary>The numbers of a vector of ints of 64 bits, or of structs of so many.</summary>
    internal long[] Int64s(int field, int numbersOfAnItem)
    {
        if (Place(field) is not (> 0 and var at))
        {
            return [];
        }

        int start = Follow(at), count = CountAt(start);
        ReadOnlySpan<byte> items = data.Span.Slice(start + 4, checked(count * numbersOfAnItem * sizeof(long)));
        var numbers = new long[count * numbersOfAnItem];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = BinaryPrimitives.ReadInt64LittleEndian(items[(i * sizeof(long))..]);
        }

        return numbers;
    }

    private int CountAt(int start) => BinaryPrimitives.ReadInt32LittleEndian(data.Span[start..]) is >= 0 and var count
        && count <= data.Length ? count : throw new InvalidDataException("a vector is longer than its message");

    private int Follow(int at) => checked(at + (int)BinaryPrimitives.ReadUInt32LittleEndian(data.Span[at..]));

    /// <summary>Where a field lies; 0 where the table has none.</summary>
    private int Place(int field)
    {
        ReadOnlySpan<byte> bytes = data.Span;
        int fields = checked(position - BinaryPrimitives.ReadInt32LittleEndian(bytes[position..]));
        int slot = 4 + (2 * field);
        int offset = slot + 2 <= BinaryPrimitives.ReadUInt16LittleEndian(bytes[fields..])
            ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[(fields + slot)..]) : 0;
        return offset == 0 ? 0 : position + offset;
    }
}
