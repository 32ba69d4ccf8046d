using System.Buffers.Binary;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>Unpacks LZ4 frames, one or several, of the present form and of the legacy one.</summary>
internal static class Lz4Decoder
{
    internal const uint Magic = 0x184D2204;
    internal const uint LegacyMagic = 0x184C2102;
    private const int LegacyBlock = 8 << 20;
    private const int LongestHeader = 24;

    /// <summary>What is read of each block to see its length.</summary>
    internal const int LookAhead = 512;

    internal static void Unpack(PackedInput packed, UnpackedBuffer output)
    {
        var input = new InputCursor(packed);
        do
        {
            uint magic = input.ReadUInt32();
            if (magic == Magic)
            {
                UnpackFrame(packed, ref input, output);
            }
            else if (magic == LegacyMagic)
            {
                UnpackLegacy(ref input, output);
            }
            else if (Skippable.Is(magic))
            {
                input.Skip(input.ReadUInt32());
            }
            else
            {
                throw new InvalidDataException("what follows a frame is no frame");
            }
        }
        while (input.Left > 0);
    }

    private static void UnpackFrame(PackedInput packed, ref InputCursor input, UnpackedBuffer output)
    {
        ReadOnlySpan<byte> descriptor = input.Peek(LongestHeader);
        int flags = input.ReadByte();
        int blockCode = (input.ReadByte() >> 4) & 7;
        if (flags >> 6 != 1 || (flags & 2) != 0 || blockCode < 4)
        {
            throw new InvalidDataException("the frame header is corrupt");
        }

        bool independent = (flags & 0x20) != 0;
        bool blockChecksums = (flags & 0x10) != 0;
        bool contentChecksum = (flags & 4) != 0;
        long contentSize = (flags & 8) != 0 ? (long)input.ReadUInt64() : -1;
        int headerLength = 2 + (contentSize >= 0 || (flags & 8) != 0 ? 8 : 0);
        if ((flags & 1) != 0)
        {
            uint dictionary = input.ReadUInt32();
            throw new PickleFormatException("UnsupportedCodec",
                $"the LZ4 frame needs the dictionary {dictionary}, which is not in the file; unpack it where the dictionary is", 0);
        }

        if (input.ReadByte() != (byte)(XxHash32.Of(descriptor[..headerLength]) >> 8))
        {
            throw new InvalidDataException("the checksum of the frame header does not match");
        }

        int blockSize = 1 << (8 + (2 * blockCode));
        int frameStart = output.Count;
        if ((flags & 8) != 0)
        {
            output.Demand(contentSize < 0 ? long.MaxValue : contentSize);
            output.Expect(contentSize);
        }
        else
        {
            long most = MostContent(packed, input.Position, blockSize, blockChecksums);
            if (!output.IsAllowed(most))
            {
                output.Demand(ContentSize(packed, input.Position, blockChecksums));
            }

            output.Expect(most);
        }

        if (!independent || blockChecksums || !Lz4Parallel.TryUnpack(packed, ref input, blockSize, contentSize, output))
        {
            UnpackBlocks(ref input, new Frame(frameStart, blockSize, independent, blockChecksums, contentSize), output);
        }

        ReadOnlySpan<byte> content = output.Written.Span[frameStart..];
        if (contentSize >= 0 && content.Length != contentSize)
        {
            throw new InvalidDataException($"a frame has {content.Length} bytes where its header says {contentSize}");
        }

        if (contentChecksum && input.ReadUInt32() != XxHash32.Of(content))
        {
            throw new InvalidDataException("the checksum of the content does not match");
        }
    }

    private static void UnpackBlocks(ref InputCursor input, Frame frame, UnpackedBuffer output)
    {
        for (uint size = input.ReadUInt32(); size != 0; size = input.ReadUInt32())
        {
            int length = (int)(size & int.MaxValue);
            ReadOnlySpan<byte> block = input.Take(length + (frame.HasBlockChecksums ? 4L : 0));
            if (frame.HasBlockChecksums)
            {
                uint checksum = BinaryPrimitives.ReadUInt32LittleEndian(block[length..]);
                block = block[..length];
                if (checksum != XxHash32.Of(block))
                {
                    throw new InvalidDataException("the checksum of a block does not match");
                }
            }

            if (size >> 31 != 0)
            {
                if (length > frame.BlockSize)
                {
                    throw new InvalidDataException("a block is longer than its frame allows");
                }

                block.CopyTo(output.Room(length));
                output.Advance(length);
                continue;
            }

            // The last block is shorter than the others: room for a whole one might be room for a second copy of all.
            int most = frame.ContentSize >= 0 ? (int)Math.Clamp(frame.ContentSize - (output.Count - frame.Start), 0, frame.BlockSize)
                : frame.BlockSize;
            output.Room(most);
            int windowStart = frame.IsIndependent ? output.Count : frame.Start;
            output.Advance(Lz4Block.Unpack(block, output.Bytes, windowStart, output.Count, most));
        }
    }

    /// <summary>What the blocks of a frame can hold at most: nearly always all are full but the last.</summary>
    private static long MostContent(PackedInput packed, int start, int blockSize, bool blockChecksums)
    {
        long most = 0;
        using PackedInput ahead = packed.Fork(LookAhead);
        var input = new InputCursor(ahead, start);
        while (input.Left >= 4)
        {
            uint size = input.ReadUInt32();
            long step = (size & int.MaxValue) + (blockChecksums ? 4L : 0);
            if (size == 0 || step > input.Left)
            {
                break;
            }

            most += size >> 31 != 0 ? size & int.MaxValue : blockSize;
            input.Skip(step);
        }

        return most;
    }

    /// <summary>What the blocks of a frame unpack to, counted without unpacking them.</summary>
    private static long ContentSize(PackedInput packed, int start, bool blockChecksums)
    {
        long count = 0;
        using PackedInput ahead = packed.Fork();
        var input = new InputCursor(ahead, start);
        while (input.Left >= 4)
        {
            uint size = input.ReadUInt32();
            long length = size & int.MaxValue;
            if (size == 0 || length + (blockChecksums ? 4L : 0) > input.Left)
            {
                break;
            }

            count += size >> 31 != 0 ? length : Lz4Block.Measure(input.Take(length));
            input.Skip(size >> 31 != 0 ? length : 0);
            input.Skip(blockChecksums ? 4 : 0);
        }

        return count;
    }

    /// <summary>The form of lz4's first years, which Linux still packs kernels in: blocks of 8 MiB without any checksum.</summary>
    private static void UnpackLegacy(ref InputCursor input, UnpackedBuffer output)
    {
        while (input.Left > 0)
        {
            InputCursor peek = input;
            uint size = peek.ReadUInt32();
            if (size is Magic or LegacyMagic || Skippable.Is(size))
            {
                return;
            }

            input.ReadUInt32();
            ReadOnlySpan<byte> block = input.Take(size);
            int most = (int)Math.Min(LegacyBlock, size * 255L);
            output.Room(most);
            output.Advance(Lz4Block.Unpack(block, output.Bytes, output.Count, output.Count, most));
        }
    }

    private readonly record struct Frame(int Start, int BlockSize, bool IsIndependent, bool HasBlockChecksums, long ContentSize);
}
