using System.Buffers.Binary;

namespace Brine.Containers;

/// <summary>Unpacks .lzma, the form before xz: one stream without a checksum, its length known or marked by its end.</summary>
internal static class LzmaAloneDecoder
{
    private const int HeaderLength = 13;
    private const int Piece = 1 << 18;

    /// <summary>A ratio that LZMA often has.</summary>
    private const long UsualRatio = 8;

    /// <summary>So much is unpacked before the rest is guessed by it.</summary>
    private const long Sample = 1 << 20;

    /// <summary>Whether these bytes can be the start of such a file: there is no magic number, but sizes and dictionary are
    /// telling.</summary>
    internal static bool IsHeader(ReadOnlySpan<byte> head)
    {
        if (head.Length < HeaderLength + 5 || head[0] != 0x5D || head[1] != 0 || head[HeaderLength] != 0)
        {
            return false;
        }

        uint dictionary = BinaryPrimitives.ReadUInt32LittleEndian(head[1..]);
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(head[5..]);
        uint top = dictionary & (dictionary - 1);
        return (size == ulong.MaxValue || size < 1UL << 38) && (dictionary == uint.MaxValue || (top & (top - 1)) == 0);
    }

    internal static void Unpack(PackedInput packed, UnpackedBuffer output)
    {
        var header = new InputCursor(packed);
        LzmaProperties properties = LzmaProperties.FromByte(header.ReadByte());
        uint dictionary = Math.Max(header.ReadUInt32(), 1 << 12);
        Unpack(packed, HeaderLength, properties, dictionary, header.ReadUInt64(), output);
    }

    /// <summary>Unpacks the member of a ZIP archive: a version, the length of the properties, these, and the data. The archive knows the
    /// length.</summary>
    internal static void UnpackMember(PackedInput packed, long size, UnpackedBuffer output)
    {
        var header = new InputCursor(packed);
        header.ReadUInt16();
        if (header.ReadUInt16() != 5)
        {
            throw new InvalidDataException("the LZMA properties are none");
        }

        LzmaProperties properties = LzmaProperties.FromByte(header.ReadByte());
        Unpack(packed, header.Position + 4, properties, Math.Max(header.ReadUInt32(), 1 << 12), (ulong)size, output);
    }

    private static void Unpack(PackedInput packed, int headerLength, LzmaProperties properties, uint dictionary, ulong size,
        UnpackedBuffer output)
    {
        bool isKnown = size != ulong.MaxValue;
        if (isKnown)
        {
            output.Demand((long)Math.Min(size, long.MaxValue));
        }

        output.Expect(isKnown ? (long)size : Math.Min(UsualRatio * packed.Length, Sample));
        var input = new LzmaInput(packed, headerLength);
        var decoder = new LzmaDecoder();
        decoder.SetProperties(properties);
        input.Supply(decoder);
        decoder.StartRange(input.Bytes[..input.End]);
        int start = output.Count;
        int end = isKnown ? start + (int)size : int.MaxValue;
        while (!decoder.IsAtMarker && output.Count < end)
        {
            input.Supply(decoder);
            output.Consumed = input.Start + decoder.InputPosition;
            int piece = output.RoomFor(LzmaModel.MaxMatch + 1, Math.Min(end - output.Count, Piece) + LzmaModel.MaxMatch)
                - LzmaModel.MaxMatch;
            int reached = decoder.Decode(input.Bytes, input.Stop, output.Bytes, start, output.Count, output.Count + piece,
                output.Bytes.Length, dictionary);
            output.Advance(reached - output.Count);
        }

        if (decoder.InputPosition > input.End)
        {
            throw new InvalidDataException("it ends too early");
        }

        input.Supply(decoder);
        decoder.NormalizeAtEnd(input.Bytes[..input.End]);
        if (output.Count > end || (isKnown && decoder.IsAtMarker && output.Count < end))
        {
            throw new InvalidDataException("it has another length than its header says");
        }

        int position = input.Start + decoder.InputPosition;
        if (isKnown && !decoder.IsAtMarker && !decoder.IsFinished)
        {
            ReadMarker(decoder, input.Bytes, input.End, output, start, dictionary);
        }

        if (!decoder.IsFinished)
        {
            throw new InvalidDataException("it does not end as it should");
        }

        output.End = position + (decoder.InputPosition == position - input.Start ? 0 : decoder.InputPosition);
    }

    /// <summary>A marker may follow even where the length is known.</summary>
    private static void ReadMarker(LzmaDecoder decoder, ReadOnlySpan<byte> input, int inputEnd, UnpackedBuffer output, int start,
        uint dictionary)
    {
        int length = inputEnd - decoder.InputPosition;
        var tail = new byte[Math.Min(length, LzmaDecoder.MaxSymbolBytes) + LzmaDecoder.MaxSymbolBytes];
        input.Slice(decoder.InputPosition, tail.Length - LzmaDecoder.MaxSymbolBytes).CopyTo(tail);
        decoder.InputPosition = 0;
        output.Room(1 + LzmaModel.MaxMatch);
        decoder.Decode(tail, 0, output.Bytes, start, output.Count, output.Count + 1, output.Bytes.Length, dictionary);
        if (!decoder.IsAtMarker || decoder.InputPosition > length)
        {
            throw new InvalidDataException("it has another length than its header says");
        }
    }
}
