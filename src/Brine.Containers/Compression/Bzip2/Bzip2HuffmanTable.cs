using System.Runtime.CompilerServices;

namespace Brine.Containers;

/// <summary>A canonical Huffman code of bzip2, for decoding: short codes by a table, longer ones by the limits of each length.</summary>
internal sealed class Bzip2HuffmanTable
{
    internal const int MaxSymbols = 258;
    internal const int MaxLength = 20;
    private const int TableBits = 10;

    private readonly ushort[] _short = new ushort[1 << TableBits];
    private readonly uint[] _limits = new uint[MaxLength + 2];
    private readonly int[] _offsets = new int[MaxLength + 2];
    private readonly ushort[] _sorted = new ushort[MaxSymbols];

    /// <summary>Takes the lengths of the codes of a block.</summary>
    internal void Build(ReadOnlySpan<byte> lengths)
    {
        Span<int> counts = stackalloc int[MaxLength + 2];
        counts.Clear();
        foreach (byte length in lengths)
        {
            counts[length]++;
        }

        Array.Clear(_short);
        int index = 0;
        uint code = 0;
        for (int length = 1; length <= MaxLength; length++)
        {
            _offsets[length] = index - (int)code;
            for (int symbol = 0; symbol < lengths.Length; symbol++)
            {
                if (lengths[symbol] != length)
                {
                    continue;
                }

                _sorted[index++] = (ushort)symbol;
                if (code >> length != 0)
                {
                    throw new InvalidDataException("a Huffman code has too many short codes");
                }

                if (length <= TableBits)
                {
                    _short.AsSpan((int)code << (TableBits - length), 1 << (TableBits - length)).Fill((ushort)((symbol << 5) | length));
                }

                code++;
            }

            // All codes of this length lie below the limit, as if they had 20 bits.
            _limits[length] = code << (MaxLength - length);
            code <<= 1;
        }
    }

    /// <summary>Reads a symbol; the reader holds 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Decode(ref BigEndianBitReader reader)
    {
        int entry = _short[reader.Peek(TableBits)];
        if (entry != 0)
        {
            reader.Skip(entry & 31);
            return entry >> 5;
        }

        return DecodeLong(ref reader);
    }

    private int DecodeLong(ref BigEndianBitReader reader)
    {
        uint bits = reader.Peek(MaxLength);
        for (int length = TableBits + 1; length <= MaxLength; length++)
        {
            if (bits < _limits[length])
            {
                reader.Skip(length);
                return _sorted[_offsets[length] + (int)(bits >> (MaxLength - length))];
            }
        }

        throw new InvalidDataException("a Huffman code is none");
    }
}
