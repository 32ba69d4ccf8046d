using System.Buffers.Binary;

namespace Brine.Containers;

/// <summary>Decodes LZMA2: chunks of LZMA, or of plain bytes, up to a zero.</summary>
internal sealed class Lzma2Decoder
{
    /// <summary>The header of a chunk, the longest chunk, and what a decoder may look at behind it.</summary>
    internal const int MostChunk = 6 + (1 << 16) + LzmaDecoder.MaxSymbolBytes;

    private readonly LzmaDecoder _decoder = new();
    private readonly byte[] _tail = new byte[(1 << 16) + LzmaDecoder.MaxSymbolBytes];
    private readonly uint _dictionarySize;
    private int _dictionaryStart = -1;
    private bool _hasProperties;

    internal Lzma2Decoder(uint dictionarySize) => _dictionarySize = dictionarySize;

    /// <summary>The size of the next chunk when it is unpacked, or 0 at the end.</summary>
    internal static int NextSize(ReadOnlySpan<byte> input)
    {
        int control = input.IsEmpty ? throw TooShort() : input[0];
        if (control == 0)
        {
            return 0;
        }

        if (control is > 2 and < 0x80)
        {
            throw new InvalidDataException("a chunk is of no known kind");
        }

        int size = input.Length >= 3 ? BinaryPrimitives.ReadUInt16BigEndian(input[1..]) + 1 : throw TooShort();
        return control >= 0x80 ? size + ((control & 0x1F) << 16) : size;
    }

    /// <summary>Decodes one chunk.</summary>
    /// <param name="input">What is left of the file, at least <see cref="MostChunk"/> where there is so much.</param>
    /// <param name="output">The array to write to.</param>
    /// <param name="position">Where to write.</param>
    /// <param name="outputEnd">What nothing is written behind; the chunk's own size fits before it.</param>
    /// <returns>How much of the input the chunk took.</returns>
    internal int DecodeChunk(ReadOnlySpan<byte> input, byte[] output, int position, int outputEnd)
    {
        int size = NextSize(input);
        int control = input[0];
        if (control == 1 || control >= 0xE0)
        {
            _dictionaryStart = position;
        }
        else if (_dictionaryStart < 0)
        {
            throw new InvalidDataException("the first chunk goes on from another one");
        }

        return control < 0x80 ? CopyPlain(input, output.AsSpan(position, size))
            : Decode(input, output, position, position + size, outputEnd);
    }

    private static int CopyPlain(ReadOnlySpan<byte> input, Span<byte> output)
    {
        if (input.Length < 3 + output.Length)
        {
            throw TooShort();
        }

        input.Slice(3, output.Length).CopyTo(output);
        return 3 + output.Length;
    }

    private int Decode(ReadOnlySpan<byte> input, byte[] output, int position, int end, int outputEnd)
    {
        int control = input[0];
        int header = control >= 0xC0 ? 6 : 5;
        if (input.Length < header)
        {
            throw TooShort();
        }

        int packed = BinaryPrimitives.ReadUInt16BigEndian(input[3..]) + 1;
        if (input.Length < header + packed)
        {
            throw TooShort();
        }

        if (control >= 0xC0)
        {
            LzmaProperties properties = LzmaProperties.FromByte(input[5]);
            if (properties.LiteralContextBits + properties.LiteralPositionBits > 4)
            {
                throw new InvalidDataException("the LZMA properties are out of range");
            }

            _decoder.SetProperties(properties);
            _hasProperties = true;
        }
        else if (!_hasProperties)
        {
            throw new InvalidDataException("the first chunk goes on from another one");
        }
        else if (control >= 0xA0)
        {
            _decoder.ResetState();
        }

        // A chunk at the very end of the file is decoded from a copy with zeros behind it.
        ReadOnlySpan<byte> chunk = input[header..];
        if (chunk.Length < packed + LzmaDecoder.MaxSymbolBytes)
        {
            chunk[..packed].CopyTo(_tail);
            chunk = _tail;
        }

        _decoder.InputPosition = 0;
        _decoder.StartRange(chunk[..packed]);
        int reached = _decoder.Decode(chunk, packed, output, _dictionaryStart, position, end, outputEnd, _dictionarySize);
        _decoder.NormalizeAtEnd(chunk[..packed]);
        if (reached != end || _decoder.InputPosition != packed || !_decoder.IsFinished)
        {
            throw new InvalidDataException("a chunk has another length than it says");
        }

        return header + packed;
    }

    private static InvalidDataException TooShort() => new("it ends too early");
}
