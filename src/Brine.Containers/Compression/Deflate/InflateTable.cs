namespace Brine.Containers;

/// <summary>A Huffman code of deflate, for decoding: a table of the first bits, and tables behind it for codes that are longer.</summary>
/// <remarks>
/// An entry has the bits to drop in its low byte. A literal has <see cref="IsLiteral"/> and its byte from bit 16 on; a length or distance
/// has the number of its further bits from bit 8 on and its base from bit 16 on; <see cref="IsPointer"/> leads to a further table.
/// </remarks>
internal sealed class InflateTable(int firstBits, int size)
{
    internal const uint IsLiteral = 1u << 15;
    internal const uint IsPointer = 1u << 14;
    internal const uint IsEnd = 1u << 13;
    internal const int MaxLength = 15;

    /// <summary>The table of the first bits, then the others.</summary>
    internal uint[] Entries { get; } = new uint[size];

    internal int FirstBits { get; } = firstBits;

    /// <summary>Builds the code from the lengths of its symbols' codes.</summary>
    /// <param name="lengths">The length of each symbol's code, 0 where it has none.</param>
    /// <param name="meanings">What the entry of each symbol says, without the bits to drop; 0 for a symbol that means nothing.</param>
    internal void Build(ReadOnlySpan<byte> lengths, ReadOnlySpan<uint> meanings)
    {
        Span<int> counts = stackalloc int[MaxLength + 1];
        counts.Clear();
        foreach (byte length in lengths)
        {
            counts[length]++;
        }

        counts[0] = 0;
        Span<int> next = stackalloc int[MaxLength + 2];
        int first = 0;
        int left = 1;
        int longest = 0;
        for (int length = 1; length <= MaxLength; length++)
        {
            next[length] = first;
            first = (first + counts[length]) << 1;
            left = (left << 1) - counts[length];
            longest = counts[length] > 0 ? length : longest;
            if (left < 0)
            {
                throw new InvalidDataException("a Huffman code has too many short codes");
            }
        }

        if (left > 0 && longest > 1)
        {
            throw new InvalidDataException("a Huffman code is not complete");
        }

        Array.Clear(Entries);
        int used = 1 << FirstBits;
        for (int length = 1; length <= longest; length++)
        {
            for (int symbol = 0; symbol < lengths.Length; symbol++)
            {
                if (lengths[symbol] == length)
                {
                    int code = Reverse(next[length]++, length);
                    if (meanings[symbol] != 0)
                    {
                        Place(code, length, longest, meanings[symbol], ref used);
                    }
                }
            }
        }
    }

    private void Place(int code, int length, int longest, uint meaning, ref int used)
    {
        uint[] entries = Entries;
        if (length <= FirstBits)
        {
            for (int i = code; i < 1 << FirstBits; i += 1 << length)
            {
                entries[i] = meaning | (uint)length;
            }

            return;
        }

        ref uint pointer = ref entries[code & ((1 << FirstBits) - 1)];
        int bits = longest - FirstBits;
        if (pointer == 0)
        {
            pointer = IsPointer | ((uint)used << 16) | ((uint)bits << 8) | (uint)FirstBits;
            used += 1 << bits;
        }

        int start = (int)(pointer >> 16);
        for (int i = code >> FirstBits; i < 1 << bits; i += 1 << (length - FirstBits))
        {
            entries[start + i] = meaning | (uint)(length - FirstBits);
        }
    }

    private static int Reverse(int code, int length)
    {
        uint value = (uint)code;
        value = ((value & 0x5555) << 1) | ((value >> 1) & 0x5555);
        value = ((value & 0x3333) << 2) | ((value >> 2) & 0x3333);
        value = ((value & 0x0F0F) << 4) | ((value >> 4) & 0x0F0F);
        return (int)((((value & 0x00FF) << 8) | ((value >> 8) & 0x00FF)) >> (16 - length));
    }
}
