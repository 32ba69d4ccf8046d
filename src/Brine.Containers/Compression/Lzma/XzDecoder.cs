using System.Buffers.Binary;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>Unpacks xz: streams of blocks of LZMA2, the blocks of a stream on all processors where its index says where they are.</summary>
internal static class XzDecoder
{
    private const int HeaderLength = 12;

    internal static ReadOnlySpan<byte> Magic => [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00];

    internal static void Unpack(ReadOnlyMemory<byte> packed, UnpackedBuffer output)
    {
        int position = 0;
        do
        {
            position += UnpackStream(packed[position..], output);
            int paddingStart = position;
            while (position < packed.Length && packed.Span[position] == 0)
            {
                position++;
            }

            if ((position - paddingStart) % 4 != 0)
            {
                throw new InvalidDataException("the padding behind a stream is no multiple of four");
            }
        }
        while (packed.Span[position..].StartsWith(Magic));
    }

    private static int UnpackStream(ReadOnlyMemory<byte> stream, UnpackedBuffer output)
    {
        ReadOnlySpan<byte> data = stream.Span;
        if (data.Length < HeaderLength)
        {
            throw TooShort();
        }

        ReadOnlySpan<byte> flags = data.Slice(6, 2);
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
        int position = UnpackParallel(stream, check, output, blocks);
        while (true)
        {
            if (position >= data.Length)
            {
                throw TooShort();
            }

            if (data[position] == 0)
            {
                break;
            }

            (int length, int unpadded, int size) = UnpackBlock(data[position..], check, output);
            blocks.Add((unpadded, size));
            position += length;
        }

        return position + ReadEnd(data[position..], flags, blocks);
    }

    private static int ReadEnd(ReadOnlySpan<byte> data, ReadOnlySpan<byte> flags, List<(long Packed, long Size)> blocks)
    {
        var input = new InputCursor(data);
        if (!XzIndex.Read(ref input).SequenceEqual(blocks))
        {
            throw new InvalidDataException("the index does not fit the blocks");
        }

        int indexLength = input.Position;
        uint checksum = input.ReadUInt32();
        ReadOnlySpan<byte> footer = input.Take(6);
        if (checksum != Crc32.Of(footer) || (BinaryPrimitives.ReadUInt32LittleEndian(footer) + 1L) * 4 != indexLength || !footer[4..].SequenceEqual(flags)
            || !input.Take(2).SequenceEqual("YZ"u8))
        {
            throw new InvalidDataException("the end of a stream is corrupt");
        }

        return input.Position;
    }

    private static (int Length, int Unpadded, int Size) UnpackBlock(ReadOnlySpan<byte> data, XzCheck check, UnpackedBuffer output)
    {
        XzBlockHeader header = XzBlockHeader.Read(data);
        if (header.Size >= 0)
        {
            output.Demand(header.Size);
            output.Expect(header.Size);
        }

        var decoder = new Lzma2Decoder(header.DictionarySize);
        int start = output.Count;
        int position = header.Length;
        while (Lzma2Decoder.NextSize(data[position..]) is > 0 and int size)
        {
            output.Room(size);
            position += decoder.DecodeChunk(data[position..], output.Bytes, output.Count, output.Bytes.Length);
            output.Advance(size);
        }

        return FinishBlock(data, position + 1, header, check, output.Bytes.AsSpan(start, output.Count - start));
    }

    private static (int Length, int Unpadded, int Size) FinishBlock(ReadOnlySpan<byte> data, int position, XzBlockHeader header, XzCheck check, Span<byte> unpacked)
    {
        if ((header.PackedSize >= 0 && position - header.Length != header.PackedSize) || (header.Size >= 0 && unpacked.Length != header.Size))
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

        int unpadded = position + check.Size;
        int padding = -position & 3;
        if (data.Length < position + padding + check.Size)
        {
            throw TooShort();
        }

        if (data.Slice(position, padding).ContainsAnyExcept((byte)0))
        {
            throw new InvalidDataException("a block does not end as it should");
        }

        position += padding;
        return check.Matches(unpacked, data.Slice(position, check.Size)) ? (position + check.Size, unpadded, unpacked.Length)
            : throw new InvalidDataException("the check of a block does not match");
    }

    /// <summary>Unpacks all blocks at once, if there are several and the index can be believed; the position behind them, or behind the header.</summary>
    private static int UnpackParallel(ReadOnlyMemory<byte> stream, XzCheck check, UnpackedBuffer output, List<(long Packed, long Size)> blocks)
    {
        if (XzIndex.FindAtEnd(stream.Span) is not { Count: > 0 } index)
        {
            return HeaderLength;
        }

        long packed = HeaderLength;
        UInt128 sum = 0;
        var places = new (int Input, int Output)[index.Count];
        for (int i = 0; i < places.Length; i++)
        {
            if (packed >= stream.Length || sum > int.MaxValue)
            {
                return HeaderLength;
            }

            places[i] = ((int)packed, output.Count + (int)sum);
            packed += (Math.Min(index[i].Packed, int.MaxValue) + 3) / 4 * 4;
            sum += (ulong)index[i].Size;
        }

        // An index that lies, or that is another stream's, is found out when the stream is read from its start.
        if (packed >= stream.Length || stream.Span[(int)packed] != 0)
        {
            return HeaderLength;
        }

        long total = (long)UInt128.Min(sum, long.MaxValue);
        output.Demand(total);
        output.Expect(total);
        if (places.Length == 1 || Environment.ProcessorCount == 1 || output.Bytes.Length < output.Count + total + UnpackedBuffer.Slack)
        {
            return HeaderLength;
        }

        byte[] bytes = output.Bytes;
        ParallelLoopResult result = Parallel.For(0, places.Length, (i, loop) =>
        {
            if (!TryUnpackPlaced(stream[places[i].Input..].Span, check, bytes, places[i].Output, index[i]))
            {
                loop.Stop();
            }
        });
        if (!result.IsCompleted)
        {
            return HeaderLength;
        }

        output.Advance((int)total);
        blocks.AddRange(index);
        return (int)packed;
    }

    private static bool TryUnpackPlaced(ReadOnlySpan<byte> data, XzCheck check, byte[] output, int start, (long Packed, long Size) expected)
    {
        try
        {
            XzBlockHeader header = XzBlockHeader.Read(data);
            var decoder = new Lzma2Decoder(header.DictionarySize);
            int end = start + (int)expected.Size;
            int reached = start;
            int position = header.Length;
            while (Lzma2Decoder.NextSize(data[position..]) is > 0 and int size)
            {
                if (size > end - reached)
                {
                    return false;
                }

                position += decoder.DecodeChunk(data[position..], output, reached, end);
                reached += size;
            }

            return FinishBlock(data, position + 1, header, check, output.AsSpan(start, reached - start)) is (_, int unpadded, int unpacked)
                && unpadded == expected.Packed && unpacked == expected.Size;
        }
        catch (Exception error) when (error is InvalidDataException or PickleFormatException)
        {
            // Read from its start, the stream says what is wrong.
            return false;
        }
    }

    private static InvalidDataException TooShort() => new("it ends too early");
}
