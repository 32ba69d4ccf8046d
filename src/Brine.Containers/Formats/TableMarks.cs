using System.Buffers.Binary;

namespace Brine.Containers;

/// <summary>The bytes that files of tables begin with.</summary>
internal static class TableMarks
{
    private const int LargestSchema = 1 << 24;

    /// <summary>Parquet, its footer encrypted or not.</summary>
    internal static bool IsParquet(ReadOnlySpan<byte> data) => data.StartsWith("PAR1"u8) || data.StartsWith("PARE"u8);

    /// <summary>Arrow's file, which is also Feather's second version; Feather's first; and Arrow's stream, whose first message is a
    /// schema.</summary>
    internal static bool IsArrow(ReadOnlySpan<byte> data) => data.StartsWith("ARROW1\0\0"u8) || data.StartsWith("FEA1"u8) || IsStream(data);

    internal static bool IsOldOffice(ReadOnlySpan<byte> data) =>
        data.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);

    /// <summary>A mark of four bytes, the length of a message, and a message whose root lies near its beginning.</summary>
    private static bool IsStream(ReadOnlySpan<byte> data) =>
        data.Length > 16 && BinaryPrimitives.ReadUInt32LittleEndian(data) == uint.MaxValue
        && BinaryPrimitives.ReadInt32LittleEndian(data[4..]) is > 8 and < LargestSchema and var length && length % 8 == 0
        && BinaryPrimitives.ReadInt32LittleEndian(data[8..]) is > 0 and < 256;
}
