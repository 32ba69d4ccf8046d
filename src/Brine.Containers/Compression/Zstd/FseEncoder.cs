namespace Brine.Containers;

/// <summary>Chooses the probabilities of a table of finite state entropy, writes them, and encodes symbols by them, the last one
/// first.</summary>
internal sealed class FseEncoder
{
    private readonly short[] _counts = new short[256];
    private readonly int[] _starts = new int[256];
    /// <summary>What added to a state, counted from the size of the table on, has the bits to write in its upper half.</summary>
    private readonly int[] _bits = new int[256];

    /// <summary>Where the states of a symbol stand, less its count.</summary>
    private readonly int[] _places = new int[256];
    private readonly int[] _states = new int[1 << FseTable.MaxLog];
    private readonly FseTable _table = new();
    private int _log;
    private int _symbols;

    /// <summary>The table has two to the power of this many states.</summary>
    internal int Log => _log;

    /// <summary>Makes the table for symbols that occur so often; there are two different ones at least.</summary>
    internal void Build(ReadOnlySpan<int> occurrences, int maxLog)
    {
        long total = 0;
        int used = 0;
        _symbols = 0;
        for (int symbol = 0; symbol < occurrences.Length; symbol++)
        {
            total += occurrences[symbol];
            used += occurrences[symbol] > 0 ? 1 : 0;
            _symbols = occurrences[symbol] > 0 ? symbol + 1 : _symbols;
        }

        // Small blocks do not pay for a fine table.
        _log = Math.Clamp(int.Log2((int)Math.Min(total, 1 << 20)) - 2, Math.Max(5, int.Log2(used) + 1), maxLog);
        Normalize(occurrences, total);
        _table.Build(_counts.AsSpan(0, _symbols), _log);
        int start = 0;
        Span<int> next = stackalloc int[256];
        for (int symbol = 0; symbol < _symbols; symbol++)
        {
            _starts[symbol] = next[symbol] = start;
            if (_counts[symbol] > 0)
            {
                int most = _log - int.Log2(_counts[symbol]);
                _bits[symbol] = (most << 16) - (_counts[symbol] << most);
                _places[symbol] = start - _counts[symbol];
            }

            start += _counts[symbol];
        }

        for (int state = 0; state < 1 << _log; state++)
        {
            _states[next[(byte)_table.Entries[state]]++] = state;
        }
    }

    /// <summary>Writes the probabilities.</summary>
    internal int WriteCounts(Span<byte> output)
    {
        var writer = new ZstdBitWriter(output);
        writer.Write((uint)_log - 5, 4);
        int remaining = (1 << _log) + 1;
        for (int symbol = 0; remaining > 1; symbol++)
        {
            int bits = int.Log2(remaining) + 1;
            int half = (1 << (bits - 1)) - 1;
            int spare = (1 << bits) - 1 - remaining;
            int value = _counts[symbol] + 1;
            writer.Write((uint)(value > half ? value + spare : value), value < spare ? bits - 1 : bits);
            remaining -= _counts[symbol];
            if (_counts[symbol] == 0)
            {
                int zeros = 0;
                while (_counts[symbol + 1 + zeros] == 0)
                {
                    zeros++;
                }

                symbol += zeros;
                for (; zeros >= 3; zeros -= 3)
                {
                    writer.Write(3, 2);
                }

                writer.Write((uint)zeros, 2);
            }
        }

        return writer.Finish();
    }

    /// <summary>The state in which the last symbol is read, behind which nothing comes.</summary>
    internal int LastState(int symbol) => _states[_starts[symbol]];

    /// <summary>Goes back to a state in which the symbol is read and from which the present state is reached; adds what leads
    /// there, up to nine bits.</summary>
    internal int Step(int symbol, int state, ref ZstdBitWriter writer)
    {
        int full = state + (1 << _log);
        int bits = (full + _bits[symbol]) >> 16;
        writer.Add((uint)full & ((1u << bits) - 1), bits);
        return _states[(full >> bits) + _places[symbol]];
    }

    /// <summary>Shares the states out; every symbol that occurs has one, and the most frequent ones make the sum right.</summary>
    private void Normalize(ReadOnlySpan<int> occurrences, long total)
    {
        int left = 1 << _log;
        Array.Clear(_counts);
        for (int symbol = 0; symbol < _symbols; symbol++)
        {
            if (occurrences[symbol] > 0)
            {
                _counts[symbol] = (short)Math.Max(1, ((occurrences[symbol] * (1L << _log)) + (total / 2)) / total);
                left -= _counts[symbol];
            }
        }

        while (left != 0)
        {
            int largest = _counts.AsSpan(0, _symbols).IndexOf(Largest());
            int change = left > 0 ? left : -Math.Min(-left, Math.Max(1, _counts[largest] / 4));
            _counts[largest] += (short)change;
            left -= change;
        }
    }

    private short Largest()
    {
        short largest = 0;
        foreach (short count in _counts.AsSpan(0, _symbols))
        {
            largest = Math.Max(largest, count);
        }

        return largest;
    }
}
