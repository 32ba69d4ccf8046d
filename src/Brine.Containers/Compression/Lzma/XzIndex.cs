using System.Buffers.Binary;

namespace Brine.Containers;

/// <summary>The index at the end of an xz stream: the sizes of its blocks.</summary>
internal static class XzIndex
{
    /// <summary>A stream's footer: a checksum, the size of the index, the flags, two letters.</summary>
    internal const int FooterLength = 12;

    private const int PaddingPart = 1 << 16;

    /// <summary>No index of so many blocks is longer.</summary>
    internal static long MostLength(int blocks) => 24 + (18L * blocks);

    /// <summary>Reads the index and its checksum; each entry is a block's size without padding, and its unpacked size.</summary>
    internal static List<(long Packed, long Size)> Read(ref InputCursor input)
    {
        ReadOnlySpan<byte> start = input.Peek(input.Left);
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
    internal static List<(long Packed, long Size)>? FindAtEnd(PackedInput packed, int start)
    {
        int end = FindEnd(packed, start);
        if (end - start < FooterLength)
        {
            return null;
        }

        ReadOnlySpan<byte> footer = packed.At(end - FooterLength, FooterLength)[..FooterLength];
        long length = (BinaryPrimitives.ReadUInt32LittleEndian(footer[4..]) + 1L) * 4;
        if (!footer.EndsWith("YZ"u8) || length > end - start - FooterLength)
        {
            return null;
        }

        try
        {
            var input = new InputCursor(packed.At(end - FooterLength - (int)length, (int)length)[..(int)length]);
            return Read(ref input);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Where the data ends, the zeros behind it left out by four.</summary>
    private static int FindEnd(PackedInput packed, int start)
    {
        int end = packed.Length;
        while (end > start)
        {
            int from = Math.Max(start, end - PaddingPart);
            int last = packed.At(from, end - from)[..(end - from)].LastIndexOfAnyExcept((byte)0);
            if (last >= 0)
            {
                return packed.Length - ((packed.Length - from - last - 1) / 4 * 4);
            }

            end = from;
        }

        return start;
    }
}
