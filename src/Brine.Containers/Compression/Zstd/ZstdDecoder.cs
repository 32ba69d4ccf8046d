namespace Brine.Containers;

/// <summary>Unpacks Zstandard: one frame or several. The output is the window, so a large window costs nothing.</summary>
internal static class ZstdDecoder
{
    internal const uint Magic = 0xFD2FB528;

    /// <summary>What is read of each block to see its length.</summary>
    private const int LookAhead = 512;

    internal static void Unpack(PackedInput packed, UnpackedBuffer output)
    {
        var input = new InputCursor(packed);
        var decoder = new ZstdBlockDecoder();
        do
        {
            uint magic = input.ReadUInt32();
            if (magic == Magic)
            {
                UnpackFrame(packed, ref input, decoder, output);
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

    private static void UnpackFrame(PackedInput packed, ref InputCursor input, ZstdBlockDecoder decoder, UnpackedBuffer output)
    {
        ZstdFrameHeader header = ZstdFrameHeader.Read(ref input);
        (ulong? size, int most) = (header.Size, header.BlockSize);
        if (size is { } claimed)
        {
            output.Demand((long)Math.Min(claimed, long.MaxValue));
        }

        output.Expect(size is { } known ? (long)known : MostContent(packed, input.Position, most));
        int start = output.Count;
        decoder.StartFrame();
        bool isLast;
        do
        {
            // The last block is shorter than the others: room for a whole one might be room for a second copy of all.
            int left = size is { } all ? (int)Math.Min(all - Math.Min(all, (ulong)(output.Count - start)), (ulong)most) : most;
            isLast = UnpackBlock(ref input, decoder, output, start, most, left);
        }
        while (!isLast);

        ReadOnlySpan<byte> content = output.Written.Span[start..];
        if (size is { } expected && (ulong)content.Length != expected)
        {
            throw new InvalidDataException($"a frame has {content.Length} bytes where its header says {expected}");
        }

        if (header.HasChecksum && input.ReadUInt32() != (uint)XxHash64.Of(content))
        {
            throw new InvalidDataException("the checksum of the content does not match");
        }
    }

    private static bool UnpackBlock(ref InputCursor input, ZstdBlockDecoder decoder, UnpackedBuffer output, int frameStart, int most,
        int left)
    {
        (bool isLast, int kind, int size) = ReadHeader(ref input);
        if (size > most && kind != 2)
        {
            throw new InvalidDataException("a block is longer than its frame allows");
        }

        switch (kind)
        {
            case 0:
                input.Take(size).CopyTo(output.Room(size));
                output.Advance(size);
                break;
            case 1:
                output.Room(size)[..size].Fill(input.ReadByte());
                output.Advance(size);
                break;
            case 2:
                ReadOnlySpan<byte> block = input.Take(size);
                output.Room(left);
                output.Advance(decoder.Decode(block, output.Bytes, frameStart, output.Count, left));
                break;
            default:
                throw new InvalidDataException("a block is of no known kind");
        }

        return isLast;
    }

    internal static (bool IsLast, int Kind, int Size) ReadHeader(ref InputCursor input)
    {
        int header = input.ReadUInt16();
        header |= input.ReadByte() << 16;
        return ((header & 1) != 0, (header >> 1) & 3, header >> 3);
    }

    /// <summary>What the blocks of a frame can hold at most: nearly always all are full but the last.</summary>
    private static long MostContent(PackedInput packed, int start, int maxBlock)
    {
        long most = 0;
        using PackedInput ahead = packed.Fork(LookAhead);
        var input = new InputCursor(ahead, start);
        bool isLast = false;
        while (!isLast && input.Left >= 3)
        {
            (isLast, int kind, int size) = ReadHeader(ref input);
            int step = kind == 1 ? 1 : size;
            if (step > input.Left)
            {
                break;
            }

            input.Skip(step);
            most += kind == 2 ? maxBlock : size;
        }

        return most;
    }
}
