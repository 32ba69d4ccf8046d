namespace Brine.Containers;

/// <summary>Packs one block of bzip2: runs, block sorting, move to front, and up to six Huffman codes that take turns every fifty symbols.
/// Reusable.</summary>
internal sealed class Bzip2BlockEncoder(int blockSize)
{
    private const int GroupSize = 50;
    private const int LongestCode = 17;
    private const int Rounds = 4;
    private const int MostTables = 6;
    private const int MostSymbols = 258;

    private readonly BlockSorter _sorter = new();
    private readonly byte[][] _lengths = MakeTables<byte>();
    private readonly int[][] _codes = MakeTables<int>();
    private readonly int[][] _counts = MakeTables<int>();
    private byte[] _selectors = [];
    private byte[] _runs = [];
    private byte[] _sorted = [];
    private ushort[] _symbols = [];
    private int _length;

    /// <summary>The packed block.</summary>
    internal BigEndianBitBuffer Bits { get; } = new();

    /// <summary>The checksum of what was taken.</summary>
    internal uint Checksum { get; private set; }

    /// <summary>Takes as much as a block holds, its runs shortened.</summary>
    /// <returns>How much that is.</returns>
    internal int Take(ReadOnlySpan<byte> data)
    {
        int most = Math.Min(blockSize, (int)Math.Min((data.Length * 5L / 4) + 8, int.MaxValue));
        if (_runs.Length < most)
        {
            _runs = new byte[most];
            _sorted = new byte[most];
            _symbols = new ushort[most + 1];
        }

        int taken = ShortenRuns(data, out _length);
        Checksum = Bzip2Checksum.Of(data[..taken]);
        return taken;
    }

    /// <summary>Packs what was taken.</summary>
    internal void Encode()
    {
        ReadOnlySpan<byte> block = _runs.AsSpan(0, _length);
        int origin = _sorter.Sort(block, _sorted);
        Bits.Clear();
        Bits.WriteLong(Bzip2Decoder.BlockMagic);
        Bits.Write(Checksum, 32);
        Bits.Write(0, 1);
        Bits.Write((uint)origin, 24);
        Span<byte> front = stackalloc byte[256];
        int used = WriteUsed(block, front);
        int count = MoveToFront(_sorted.AsSpan(0, block.Length), front[..used]);
        WriteSymbols(_symbols.AsSpan(0, count), used + 2);
    }

    /// <summary>Replaces what follows four equal bytes by its length; stops where a block is full, since runs of just four grow.</summary>
    private int ShortenRuns(ReadOnlySpan<byte> block, out int length)
    {
        int most = _runs.Length - 5;
        int i = 0;
        length = 0;
        while (i < block.Length && length < most)
        {
            byte value = block[i];
            int limit = Math.Min(block.Length - i, 4 + 251);
            int run = 1;
            while (run < limit && block[i + run] == value)
            {
                run++;
            }

            for (int j = Math.Min(run, 4); j > 0; j--)
            {
                _runs[length++] = value;
            }

            if (run >= 4)
            {
                _runs[length++] = (byte)(run - 4);
            }

            i += run;
        }

        return i;
    }

    private int WriteUsed(ReadOnlySpan<byte> block, Span<byte> symbols)
    {
        Span<bool> used = stackalloc bool[256];
        used.Clear();
        foreach (byte value in block)
        {
            used[value] = true;
        }

        uint groups = 0;
        for (int group = 0; group < 16; group++)
        {
            groups = (groups << 1) | (used.Slice(group * 16, 16).Contains(true) ? 1u : 0);
        }

        Bits.Write(groups, 16);
        int count = 0;
        for (int value = 0; value < 256; value++)
        {
            if ((groups >> (15 - (value / 16)) & 1) != 0)
            {
                Bits.Write(used[value] ? 1u : 0, 1);
            }

            if (used[value])
            {
                symbols[count++] = (byte)value;
            }
        }

        return count;
    }

    private int MoveToFront(ReadOnlySpan<byte> sorted, Span<byte> front)
    {
        int count = 0;
        int run = 0;
        foreach (byte value in sorted)
        {
            if (value == front[0])
            {
                run++;
                continue;
            }

            count = EndRun(run, count);
            run = 0;
            int index = front.IndexOf(value);
            front[..index].CopyTo(front[1..]);
            front[0] = value;
            _symbols[count++] = (ushort)(index + 1);
        }

        count = EndRun(run, count);
        _symbols[count++] = (ushort)(front.Length + 1);
        return count;
    }

    /// <summary>The length of a run in digits of one and two.</summary>
    private int EndRun(int run, int count)
    {
        for (; run > 0; run = (run - 1) >> 1)
        {
            _symbols[count++] = (ushort)((run & 1) != 0 ? 0 : 1);
        }

        return count;
    }

    private void WriteSymbols(ReadOnlySpan<ushort> symbols, int alphabet)
    {
        int tables = symbols.Length < 200 ? 2 : symbols.Length < 600 ? 3 : symbols.Length < 1200 ? 4 : symbols.Length < 2400 ? 5 : 6;
        int groups = (symbols.Length + GroupSize - 1) / GroupSize;
        if (_selectors.Length < groups)
        {
            _selectors = new byte[groups];
        }

        Span<byte> selectors = _selectors.AsSpan(0, groups);
        ChooseTables(symbols, alphabet, tables, selectors);
        Bits.Write((uint)tables, 3);
        Bits.Write((uint)selectors.Length, 15);
        Span<byte> order = [0, 1, 2, 3, 4, 5];
        foreach (byte selector in selectors)
        {
            int index = order.IndexOf(selector);
            order[..index].CopyTo(order[1..]);
            order[0] = selector;
            Bits.Write((1u << (index + 1)) - 2, index + 1);
        }

        for (int table = 0; table < tables; table++)
        {
            ReadOnlySpan<byte> lengths = _lengths[table].AsSpan(0, alphabet);
            HuffmanLengths.Assign(lengths, _codes[table]);
            int length = lengths[0];
            Bits.Write((uint)length, 5);
            foreach (byte next in lengths)
            {
                for (; length != next; length += length < next ? 1 : -1)
                {
                    Bits.Write(length < next ? 2u : 3u, 2);
                }

                Bits.Write(0, 1);
            }
        }

        for (int i = 0; i < symbols.Length; i++)
        {
            int table = selectors[i / GroupSize];
            Bits.Write((uint)_codes[table][symbols[i]], _lengths[table][symbols[i]]);
        }
    }

    /// <summary>Starts with codes for ranges of symbols, and lets each group choose and each code adapt, a few times.</summary>
    private void ChooseTables(ReadOnlySpan<ushort> symbols, int alphabet, int tables, Span<byte> selectors)
    {
        Span<int> total = stackalloc int[alphabet];
        total.Clear();
        foreach (ushort symbol in symbols)
        {
            total[symbol]++;
        }

        int next = 0;
        int rest = symbols.Length;
        for (int table = 0; table < tables; table++)
        {
            Span<byte> lengths = _lengths[table].AsSpan(0, alphabet);
            lengths.Fill(15);
            int sum = 0;
            for (int share = rest / (tables - table); next < alphabet && (sum < share || table == tables - 1); next++)
            {
                sum += total[next];
                lengths[next] = 0;
            }

            rest -= sum;
        }

        for (int round = 0; round < Rounds; round++)
        {
            foreach (int[] counts in _counts)
            {
                Array.Clear(counts);
            }

            for (int group = 0; group < selectors.Length; group++)
            {
                ReadOnlySpan<ushort> part = symbols.Slice(group * GroupSize, Math.Min(GroupSize, symbols.Length - (group * GroupSize)));
                int best = 0;
                int bestCost = int.MaxValue;
                for (int table = 0; table < tables; table++)
                {
                    ReadOnlySpan<byte> costs = _lengths[table];
                    int cost = 0;
                    foreach (ushort symbol in part)
                    {
                        cost += costs[symbol];
                    }

                    (best, bestCost) = cost < bestCost ? (table, cost) : (best, bestCost);
                }

                selectors[group] = (byte)best;
                foreach (ushort symbol in part)
                {
                    _counts[best][symbol]++;
                }
            }

            for (int table = 0; table < tables; table++)
            {
                // The format gives every symbol a code, used or not.
                Span<int> counts = _counts[table].AsSpan(0, alphabet);
                foreach (ref int count in counts)
                {
                    count = Math.Max(count, 1);
                }

                HuffmanLengths.Choose(counts, _lengths[table], LongestCode);
            }
        }
    }

    private static T[][] MakeTables<T>() => [.. Enumerable.Range(0, MostTables).Select(_ => new T[MostSymbols])];
}
