using System.Buffers.Binary;

namespace Brine.Containers;

/// <summary>The index at the end of an xz stream: the sizes of its blocks.</summary>
internal static class XzIndex
{
    /// <summary>A stream's footer: a checksum, the size of the index, the flags, two letters.</summary>
    internal const int FooterLength = 12;

    /// <summary>Reads the index and its checksum; each entry is a block's size without padding, and its unpacked size.</summary>
    internal static List<(long Packed, long Size)> Read(ref InputCursor input)
    {
        ReadOnlySpan<byte> start = input.Rest;
        int before = input.Position;
        input.ReadByte();
        ulong count = XzInteger.Read(ref input);

        // Each entry takes two bytes at least: the list grows as they arrive.
        var blocks = new List<(long, long)>();
        for (ulong i = 0; i < count; i++)
        {
            blocks.Add(((long)XzInteger.Read(ref input), (long)XzInteger.Read(ref input)));
        }

        while ((input.Position - before) % 4 != 0)
        {
            if (input.ReadByte() != 0)
            {
                throw new InvalidDataException("the index does not end as it should");
            }
        }

        int length = input.Position - before;
        return input.ReadUInt32() == Crc32.Of(start[..length]) ? blocks : throw new InvalidDataException("the checksum of the index does not match");
    }

    /// <summary>The blocks of a stream that ends where the file ends, or null where that is not so.</summary>
    internal static List<(long Packed, long Size)>? FindAtEnd(ReadOnlySpan<byte> stream)
    {
        while (stream.Length >= 4 && BinaryPrimitives.ReadUInt32LittleEndian(stream[^4..]) == 0)
        {
            stream = stream[..^4];
        }

        if (stream.Length < FooterLength || !stream.EndsWith("YZ"u8))
        {
            return null;
        }

        long length = (BinaryPrimitives.ReadUInt32LittleEndian(stream[^8..]) + 1L) * 4;
        if (length > stream.Length - FooterLength)
        {
            return null;
        }

        try
        {
            var input = new InputCursor(stream.Slice(stream.Length - FooterLength - (int)length, (int)length));
            return Read(ref input);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
