using System.Runtime.CompilerServices;

namespace Brine.Containers;

/// <summary>Decodes one block of bzip2 up to its runs: Huffman codes, move to front, the inverse of the block sorting. Reusable.</summary>
internal sealed class Bzip2BlockDecoder
{
    private const int GroupSize = 50;
    private const int MaxTables = 6;
    private const int MaxSelectors = 18_002;

    /// <summary>What stands before the symbols of a block, and more.</summary>
    private const int MostTables = 1 << 16;
    private const int LeastPart = 8 << 10;

    /// <summary>All symbols of the largest block with the longest codes, and what stands before them.</summary>
    private const int MostPacked = (MaxSelectors * GroupSize * 20 / 8) + MostTables;

    /// <summary>What is left of the file makes a full block likely, up to this ratio; beyond it the block grows as it comes.</summary>
    private const int LikelyRatio = 32;

    private readonly Bzip2HuffmanTable[] _tables = [new(), new(), new(), new(), new(), new()];
    private readonly byte[] _selectors = new byte[MaxSelectors];
    private uint[] _links = [];
    private byte[] _packed = [];

    /// <summary>The bytes of the block, its runs not yet expanded.</summary>
    internal byte[] Bytes { get; private set; } = [];

    internal int Count { get; private set; }

    /// <summary>The checksum that the file gives for the block.</summary>
    internal uint Checksum { get; private set; }

    /// <summary>Where the block ends, in bits.</summary>
    internal long End { get; private set; }

    /// <summary>What was wrong with the block, when it was decoded ahead of its turn.</summary>
    internal Exception? Error { get; private set; }

    /// <summary>Decodes, and keeps an error: what looked like a block may have been none, or be longer than what is likely.</summary>
    internal void DecodeAhead(PackedInput packed, long start, int blockSize, int likely)
    {
        try
        {
            Error = null;
            DecodePart(packed, start, blockSize, likely);
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            Error = error;
        }
    }

    /// <summary>Decodes the block whose checksum stands at a bit of the data.</summary>
    /// <param name="packed">The data.</param>
    /// <param name="start">The bit.</param>
    /// <param name="blockSize">How many bytes the block may have before its runs are expanded.</param>
    /// <param name="likely">How many packed bytes the block is likely to have.</param>
    internal void Decode(PackedInput packed, long start, int blockSize, int likely)
    {
        Error = null;
        try
        {
            DecodePart(packed, start, blockSize, likely);
        }
        catch (InvalidDataException) when (packed.Length - (start >> 3) > LikelyPart(blockSize, likely))
        {
            DecodePart(packed, start, blockSize, MostPacked);
        }
    }

    /// <summary>Blocks may be small, and many: of each no more is read than what it is likely to have, once that is known.</summary>
    private static int LikelyPart(int blockSize, int likely) =>
        likely == MostPacked ? MostPacked : Math.Clamp(likely, LeastPart, blockSize + MostTables);

    private void DecodePart(PackedInput packed, long start, int blockSize, int likely)
    {
        int from = (int)(start >> 3);
        int left = packed.Length - from;
        Decode(packed.View(from, Math.Min(left, LikelyPart(blockSize, likely)), ref _packed), start, left, blockSize);
    }

    private void Decode(ReadOnlySpan<byte> data, long start, int left, int blockSize)
    {
        var reader = new BigEndianBitReader(data, start & 7);
        Checksum = reader.Read(32);
        bool isRandomised = reader.Read(1) != 0;
        int origin = (int)reader.Read(24);
        Span<byte> symbols = stackalloc byte[256];
        int symbolCount = ReadSymbols(ref reader, symbols);
        int tableCount = (int)reader.Read(3);
        int selectorCount = (int)reader.Read(15);
        if (tableCount is < 2 or > MaxTables || selectorCount == 0)
        {
            throw new InvalidDataException("the header of a block is corrupt");
        }

        selectorCount = ReadSelectors(ref reader, selectorCount, tableCount);
        ReadTables(ref reader, tableCount, symbolCount + 2);
        Span<int> counts = stackalloc int[256];
        counts.Clear();
        if ((long)left * LikelyRatio >= blockSize)
        {
            Reserve(blockSize);
        }

        int count = ReadValues(ref reader, symbols[..symbolCount], counts, selectorCount, blockSize);
        End = (start & ~7L) + reader.Position;
        if (reader.IsBeyondEnd)
        {
            throw new InvalidDataException("it ends within a block");
        }

        if (origin >= count)
        {
            throw new InvalidDataException("a block starts outside itself");
        }

        Unsort(counts, count, origin);
        if (isRandomised)
        {
            Bzip2Randomiser.Undo(Bytes.AsSpan(0, count));
        }

        Count = count;
    }

    private static int ReadSymbols(ref BigEndianBitReader reader, scoped Span<byte> symbols)
    {
        uint groups = reader.Read(16);
        int count = 0;
        for (int group = 0; group < 16; group++)
        {
            uint used = (groups >> (15 - group) & 1) != 0 ? reader.Read(16) : 0;
            for (int i = 0; i < 16; i++)
            {
                if ((used >> (15 - i) & 1) != 0)
                {
                    symbols[count++] = (byte)((group * 16) + i);
                }
            }
        }

        return count > 0 ? count : throw new InvalidDataException("a block has no symbols");
    }

    private int ReadSelectors(ref BigEndianBitReader reader, int count, int tableCount)
    {
        Span<byte> order = [0, 1, 2, 3, 4, 5];
        for (int i = 0; i < count; i++)
        {
            int index = 0;
            while (reader.Read(1) != 0)
            {
                if (++index >= tableCount)
                {
                    throw new InvalidDataException("a selector is out of range");
                }
            }

            byte table = order[index];
            order[..index].CopyTo(order[1..]);
            order[0] = table;

            // More selectors than a block can use are legal, and without meaning.
            if (i < MaxSelectors)
            {
                _selectors[i] = table;
            }
        }

        return Math.Min(count, MaxSelectors);
    }

    private void ReadTables(ref BigEndianBitReader reader, int tableCount, int alphabet)
    {
        Span<byte> lengths = stackalloc byte[Bzip2HuffmanTable.MaxSymbols];
        for (int table = 0; table < tableCount; table++)
        {
            int length = (int)reader.Read(5);
            for (int symbol = 0; symbol < alphabet; symbol++)
            {
                while (reader.Read(1) != 0)
                {
                    length += reader.Read(1) != 0 ? -1 : 1;
                    if (length is < 1 or > Bzip2HuffmanTable.MaxLength)
                    {
                        break;
                    }
                }

                if (length is < 1 or > Bzip2HuffmanTable.MaxLength)
                {
                    throw new InvalidDataException("a Huffman code has a length out of range");
                }

                lengths[symbol] = (byte)length;
            }

            _tables[table].Build(lengths[..alphabet]);
        }
    }

    /// <summary>Reads the sorted bytes into the low bytes of the links.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int ReadValues(ref BigEndianBitReader reader, scoped Span<byte> front, scoped Span<int> counts, int selectorCount,
        int blockSize)
    {
        int endOfBlock = front.Length + 1;
        int count = 0;
        int runLength = 0;
        int runBit = 1;
        for (int group = 0; group < selectorCount; group++)
        {
            Bzip2HuffmanTable table = _tables[_selectors[group]];
            for (int i = 0; i < GroupSize; i++)
            {
                reader.Fill();
                int symbol = table.Decode(ref reader);
                if (symbol <= 1)
                {
                    // The length of a run of the front byte, in digits of one and two.
                    if (runBit > blockSize)
                    {
                        throw TooLong();
                    }

                    runLength += runBit << symbol;
                    runBit <<= 1;
                    continue;
                }

                if (runLength > 0)
                {
                    if (runLength > blockSize - count)
                    {
                        throw TooLong();
                    }

                    Reserve(count + runLength);
                    counts[front[0]] += runLength;
                    _links.AsSpan(count, runLength).Fill(front[0]);
                    count += runLength;
                    runLength = 0;
                    runBit = 1;
                }

                if (symbol == endOfBlock)
                {
                    return count;
                }

                if (count >= blockSize)
                {
                    throw TooLong();
                }

                if (count >= _links.Length)
                {
                    Reserve(count + 1);
                }

                int index = symbol - 1;
                byte value = front[index];
                if (index < 16)
                {
                    for (int j = index; j > 0; j--)
                    {
                        front[j] = front[j - 1];
                    }
                }
                else
                {
                    front[..index].CopyTo(front[1..]);
                }

                front[0] = value;
                counts[value]++;
                _links[count++] = value;
            }
        }

        throw new InvalidDataException("a block has no end");
    }

    private void Reserve(int count)
    {
        if (count > _links.Length)
        {
            Array.Resize(ref _links, Math.Min(Math.Max(count, Math.Max(1 << 14, _links.Length * 2)), Math.Max(count, 900_000)));
        }
    }

    /// <summary>Links each byte to the one that followed it in the text, and walks along.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Unsort(Span<int> counts, int count, int origin)
    {
        int sum = 0;
        foreach (ref int first in counts)
        {
            (first, sum) = (sum, sum + first);
        }

        Span<uint> links = _links.AsSpan(0, count);
        for (int i = 0; i < links.Length; i++)
        {
            links[counts[(byte)links[i]]++] |= (uint)i << 8;
        }

        if (Bytes.Length < count)
        {
            Bytes = new byte[_links.Length];
        }

        Span<byte> bytes = Bytes.AsSpan(0, count);
        uint position = links[origin] >> 8;
        for (int i = 0; i < bytes.Length; i++)
        {
            uint link = links[(int)position];
            bytes[i] = (byte)link;
            position = link >> 8;
        }
    }

    private static InvalidDataException TooLong() => new("a block is longer than its stream allows");
}
