using System.Buffers.Binary;

namespace Brine.Containers;

/// <summary>The index at the end of an xz stream: the sizes of its blocks.</summary>
internal static class XzIndex
{
    /// <summary>A stream's footer: a checksum, the size of the index, the flags, two letters.</summary>
    internal const int FooterLength = 12;

    private const int HeaderLength = 12;
    private const int PaddingPart = 1 << 16;
    private const int TailWindow = 1 << 10;

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
        return input.ReadUInt32() == Crc32.Of(start[..length]) ? blocks
            : throw new InvalidDataException("the checksum of the index does not match");
    }

    /// <summary>Where the last stream of a file starts, and its blocks, as the index at the end of the file has it; null where there is
    /// none, or none to be believed.</summary>
    internal static (int Start, List<(long Packed, long Size)> Blocks)? FindLastStream(PackedInput packed)
    {
        using PackedInput tail = packed.Fork(TailWindow);
        int end = FindEnd(tail);
        if (end < FooterLength)
        {
            return null;
        }

        ReadOnlySpan<byte> footer = tail.At(end - FooterLength, FooterLength)[..FooterLength];
        long length = (BinaryPrimitives.ReadUInt32LittleEndian(footer[4..]) + 1L) * 4;
        if (!footer.EndsWith("YZ"u8) || length > end - FooterLength)
        {
            return null;
        }

        try
        {
            int indexStart = end - FooterLength - (int)length;
            var input = new InputCursor(tail.At(indexStart, (int)length)[..(int)length]);
            List<(long Packed, long Size)> blocks = Read(ref input);
            long start = indexStart - HeaderLength;
            foreach ((long size, _) in blocks)
            {
                start -= (Math.Min(size, int.MaxValue) + 3) / 4 * 4;
            }

            return blocks.Count > 0 && start >= 0 ? ((int)start, blocks) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Where the data ends, the zeros behind it left out by four.</summary>
    private static int FindEnd(PackedInput packed)
    {
        for (int end = packed.Length, from; end > 0; end = from)
        {
            from = Math.Max(0, end - PaddingPart);
            int last = packed.At(from, end - from)[..(end - from)].LastIndexOfAnyExcept((byte)0);
            if (last >= 0)
            {
                return packed.Length - ((packed.Length - from - last - 1) / 4 * 4);
            }
        }

        return 0;
    }
}
