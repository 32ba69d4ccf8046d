namespace Brine.Containers;

/// <summary>Chooses the lengths of a Huffman code, none above a limit.</summary>
internal static class HuffmanLengths
{
    private const int MostSymbols = 512;

    /// <summary>Gives each symbol that occurs a length; the code is complete where there are two symbols or more.</summary>
    /// <remarks>Alphabets are small: the tables stand on the stack.</remarks>
    internal static void Choose(ReadOnlySpan<int> counts, Span<byte> lengths, int longest)
    {
        lengths[..counts.Length].Clear();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(counts.Length, MostSymbols);
        Span<int> symbols = stackalloc int[counts.Length];
        Span<long> weights = stackalloc long[counts.Length];
        int used = 0;
        for (int symbol = 0; symbol < counts.Length; symbol++)
        {
            if (counts[symbol] > 0)
            {
                weights[used] = counts[symbol];
                symbols[used++] = symbol;
            }
        }

        if (used < 2)
        {
            if (used == 1)
            {
                lengths[symbols[0]] = 1;
            }

            return;
        }

        weights[..used].Sort(symbols[..used]);
        Span<int> depths = stackalloc int[(2 * used) - 1];
        FindDepths(weights[..used], depths);

        // The rarest first: how many codes have each length, cut off at the limit.
        Span<int> perLength = stackalloc int[longest + 1];
        perLength.Clear();
        long space = 0;
        foreach (int depth in depths[..used])
        {
            perLength[Math.Min(depth, longest)]++;
            space += 1L << (longest - Math.Min(depth, longest));
        }

        // Cutting off has used up more than the whole: codes above are lengthened until it fits.
        while (space > 1L << longest)
        {
            int length = longest - 1;
            while (perLength[length] == 0)
            {
                length--;
            }

            perLength[length]--;
            perLength[length + 1]++;
            space -= 1L << (longest - length - 1);
        }

        // What that may have left over goes to the longest codes that one bit less fits.
        for (int length = longest; length > 1 && space < 1L << longest;)
        {
            if (perLength[length] > 0 && space + (1L << (longest - length)) <= 1L << longest)
            {
                perLength[length]--;
                perLength[length - 1]++;
                space += 1L << (longest - length);
            }
            else
            {
                length--;
            }
        }

        int next = 0;
        for (int length = longest; length > 0; length--)
        {
            for (int i = 0; i < perLength[length]; i++)
            {
                lengths[symbols[next++]] = (byte)length;
            }
        }
    }

    /// <summary>Gives each symbol its code, in the order of lengths and symbols, the first bit highest.</summary>
    internal static void Assign(ReadOnlySpan<byte> lengths, Span<int> codes)
    {
        int code = 0;
        for (int length = 1; length <= 24; length++)
        {
            for (int symbol = 0; symbol < lengths.Length; symbol++)
            {
                if (lengths[symbol] == length)
                {
                    codes[symbol] = code++;
                }
            }

            code <<= 1;
        }
    }

    /// <summary>How deep each symbol stands in the tree, and behind them its inner nodes.</summary>
    private static void FindDepths(ReadOnlySpan<long> weights, Span<int> depths)
    {
        int count = weights.Length;
        Span<long> sums = stackalloc long[count - 1];
        Span<int> parents = stackalloc int[(2 * count) - 1];
        sums.Clear();
        int leaf = 0;
        int inner = 0;
        for (int node = 0; node < count - 1; node++)
        {
            for (int side = 0; side < 2; side++)
            {
                if (leaf < count && (inner >= node || weights[leaf] <= sums[inner]))
                {
                    sums[node] += weights[leaf];
                    parents[leaf++] = count + node;
                }
                else
                {
                    sums[node] += sums[inner];
                    parents[count + inner++] = count + node;
                }
            }
        }

        depths[(2 * count) - 2] = 0;
        for (int node = (2 * count) - 3; node >= 0; node--)
        {
            depths[node] = depths[parents[node]] + 1;
        }
    }
}
