using System.Buffers.Binary;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>Unpacks xz: streams of blocks of LZMA2, the blocks of a stream on all processors where its index says where they are.</summary>
internal static class XzDecoder
{
    private const int HeaderLength = 12;
    private const int LongestBlockHeader = 1024;

    internal static ReadOnlySpan<byte> Magic => [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00];

    internal static void Unpack(PackedInput packed, UnpackedBuffer output)
    {
        int position = 0;
        (int Start, List<(long Packed, long Size)> Blocks)? last = XzIndex.FindLastStream(packed);
        do
        {
            position = UnpackStream(packed, position, last, output);
            int paddingStart = position;
            while (position < packed.Length && packed.At(position, 1)[0] == 0)
            {
                position++;
            }

            if ((position - paddingStart) % 4 != 0)
            {
                throw new InvalidDataException("the padding behind a stream is no multiple of four");
            }
        }
        while (packed.At(position, Magic.Length).StartsWith(Magic));
    }

    /// <summary>Unpacks the stream that starts at a position.</summary>
    /// <returns>Where it ends.</returns>
    private static int UnpackStream(PackedInput packed, int start, (int Start, List<(long Packed, long Size)> Blocks)? last,
        UnpackedBuffer output)
    {
        ReadOnlySpan<byte> data = packed.At(start, HeaderLength);
        if (data.Length < HeaderLength)
        {
            throw TooShort();
        }

        ReadOnlySpan<byte> flags = [data[6], data[7]];
        if (!data.StartsWith(Magic) || BinaryPrimitives.ReadUInt32LittleEndian(data[8..]) != Crc32.Of(flags))
        {
            throw new InvalidDataException("the header of a stream is corrupt");
        }

        if (flags[0] != 0 || flags[1] > 15)
        {
            throw new InvalidDataException("the header of a stream has flags that nobody defined");
        }

        var check = new XzCheck(flags[1]);
        var blocks = new List<(long Packed, long Size)>();
        int position = last is { } known && known.Start == start ? UnpackParallel(packed, start, known.Blocks, check, output, blocks)
            : start + HeaderLength;
        while (true)
        {
            if (position >= packed.Length)
            {
                throw TooShort();
            }

            if (packed.At(position, 1)[0] == 0)
            {
                break;
            }

            (int end, int unpadded, int size) = UnpackBlock(packed, position, check, output);
            blocks.Add((unpadded, size));
            position = end;
        }

        return ReadEnd(packed, position, flags, blocks);
    }

    /// <summary>Reads the index and the footer at a position.</summary>
    /// <returns>Where the stream ends.</returns>
    private static int ReadEnd(PackedInput packed, int start, ReadOnlySpan<byte> flags, List<(long Packed, long Size)> blocks)
    {
        int most = (int)Math.Min(packed.Length - start, XzIndex.MostLength(blocks.Count) + XzIndex.FooterLength);
        var input = new InputCursor(packed.At(start, most));
        if (!XzIndex.Read(ref input).SequenceEqual(blocks))
        {
            throw new InvalidDataException("the index does not fit the blocks");
        }

        int indexLength = input.Position;
        uint checksum = input.ReadUInt32();
        ReadOnlySpan<byte> footer = input.Take(6);
        if (checksum != Crc32.Of(footer) || (BinaryPrimitives.ReadUInt32LittleEndian(footer) + 1L) * 4 != indexLength
            || !footer[4..].SequenceEqual(flags)
            || !input.Take(2).SequenceEqual("YZ"u8))
        {
            throw new InvalidDataException("the end of a stream is corrupt");
        }

        return start + input.Position;
    }

    private static (int End, int Unpadded, int Size) UnpackBlock(PackedInput packed, int blockStart, XzCheck check, UnpackedBuffer output)
    {
        XzBlockHeader header = XzBlockHeader.Read(packed.At(blockStart, LongestBlockHeader));
        if (header.Size >= 0)
        {
            output.Demand(header.Size);
            output.Expect(header.Size);
        }

        var decoder = new Lzma2Decoder(header.DictionarySize);
        int start = output.Count;
        int position = blockStart + header.Length;
        ReadOnlySpan<byte> input = packed.At(position, Lzma2Decoder.MostChunk);
        while (Lzma2Decoder.NextSize(input) is > 0 and int size)
        {
            output.Room(size);
            position += decoder.DecodeChunk(input, output.Bytes, output.Count, output.Bytes.Length);
            output.Advance(size);
            input = packed.At(position, Lzma2Decoder.MostChunk);
        }

        return FinishBlock(packed, blockStart, position + 1, header, check, output.Bytes.AsSpan(start, output.Count - start));
    }

    private static (int End, int Unpadded, int Size) FinishBlock(PackedInput packed, int start, int end, XzBlockHeader header,
        XzCheck check, Span<byte> unpacked)
    {
        int length = end - start;
        if ((header.PackedSize >= 0 && length - header.Length != header.PackedSize) || (header.Size >= 0 && unpacked.Length != header.Size))
        {
            throw new InvalidDataException("a block has another length than its header says");
        }

        foreach (int distance in header.Deltas)
        {
            for (int i = distance; i < unpacked.Length; i++)
            {
                unpacked[i] += unpacked[i - distance];
            }
        }

        int padding = -length & 3;
        ReadOnlySpan<byte> behind = packed.At(end, padding + check.Size);
        if (behind.Length < padding + check.Size)
        {
            throw TooShort();
        }

        if (behind[..padding].ContainsAnyExcept((byte)0))
        {
            throw new InvalidDataException("a block does not end as it should");
        }

        return check.Matches(unpacked, behind.Slice(padding, check.Size))
            ? (end + padding + check.Size, length + check.Size, unpacked.Length)
            : throw new InvalidDataException("the check of a block does not match");
    }

    /// <summary>Unpacks all blocks at once, if there are several and the index can be believed; the position behind them, or behind the
    /// header.</summary>
    private static int UnpackParallel(PackedInput packed, int start, List<(long Packed, long Size)> index, XzCheck check,
        UnpackedBuffer output, List<(long Packed, long Size)> blocks)
    {
        int first = start + HeaderLength;
        long position = first;
        UInt128 sum = 0;
        var places = new (int Input, int Output)[index.Count];
        for (int i = 0; i < places.Length; i++)
        {
            if (position >= packed.Length || sum > int.MaxValue)
            {
                return first;
            }

            places[i] = ((int)position, output.Count + (int)sum);
            position += (Math.Min(index[i].Packed, int.MaxValue) + 3) / 4 * 4;
            sum += (ulong)index[i].Size;
        }

        // An index that lies, or that is another stream's, is found out when the stream is read from its start.
        if (position >= packed.Length || packed.At((int)position, 1)[0] != 0)
        {
            return first;
        }

        long total = (long)UInt128.Min(sum, long.MaxValue);
        output.Demand(total);
        output.Expect(total);
        if (places.Length == 1 || Environment.ProcessorCount == 1 || output.Bytes.Length < output.Count + total + UnpackedBuffer.Slack)
        {
            return first;
        }

        byte[] bytes = output.Bytes;
        ParallelLoopResult result = Parallel.For(0, places.Length, (i, loop) =>
        {
            using PackedInput part = packed.Fork(end: places[i].Input + (int)((index[i].Packed + 3) / 4 * 4));
            if (!TryUnpackPlaced(part, places[i].Input, check, bytes, places[i].Output, index[i]))
            {
                loop.Stop();
            }
        });
        if (!result.IsCompleted)
        {
            return first;
        }

        output.Advance((int)total);
        blocks.AddRange(index);
        return (int)position;
    }

    private static bool TryUnpackPlaced(PackedInput packed, int blockStart, XzCheck check, byte[] output, int start,
        (long Packed, long Size) expected)
    {
        try
        {
            XzBlockHeader header = XzBlockHeader.Read(packed.At(blockStart, LongestBlockHeader));
            var decoder = new Lzma2Decoder(header.DictionarySize);
            int end = start + (int)expected.Size;
            int reached = start;
            int position = blockStart + header.Length;
            ReadOnlySpan<byte> input = packed.At(position, Lzma2Decoder.MostChunk);
            while (Lzma2Decoder.NextSize(input) is > 0 and int size)
            {
                if (size > end - reached)
                {
                    return false;
                }

                position += decoder.DecodeChunk(input, output, reached, end);
                reached += size;
                input = packed.At(position, Lzma2Decoder.MostChunk);
            }

            return FinishBlock(packed, blockStart, position + 1, header, check, output.AsSpan(start, reached - start)) is (_, int unpadded,
                int unpacked)
                && unpadded == expected.Packed && unpacked == expected.Size;
        }
        catch (Exception error) when (error is InvalidDataException or PickleFormatException or IOException)
        {
            // Read from its start, the stream says what is wrong.
            return false;
        }
    }

    private static InvalidDataException TooShort() => new("it ends too early");
}
