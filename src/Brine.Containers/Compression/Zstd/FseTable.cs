using System.Numerics;

namespace Brine.Containers;

/// <summary>A decoding table of finite state entropy: for each state a symbol, and how the next state comes about.</summary>
internal sealed class FseTable
{
    internal const int MaxLog = 9;

    /// <summary>Symbol in the low byte, bits to read in the next, base of the next state above.</summary>
    internal uint[] Entries { get; } = new uint[1 << MaxLog];

    /// <summary>For each state what its symbol means: the bits that are read beyond it in the low byte, the bits to the next state in the
    /// next, the base of that state above, and in the upper half the base of the value.</summary>
    internal ulong[] Values { get; } = new ulong[1 << MaxLog];

    /// <summary>The table has two to the power of this many states.</summary>
    internal int Log { get; private set; }

    internal bool IsBuilt { get; private set; }

    /// <summary>Makes a table of one state, for a block that has the same symbol everywhere.</summary>
    internal void BuildSingle(byte symbol)
    {
        Entries[0] = symbol;
        Log = 0;
        IsBuilt = true;
    }

    /// <summary>Says what the symbols mean.</summary>
    /// <param name="bases">The least value of each symbol.</param>
    /// <param name="bits">How many bits are read to tell its values apart.</param>
    internal void SetValues(ReadOnlySpan<uint> bases, ReadOnlySpan<byte> bits)
    {
        for (int state = 0; state < 1 << Log; state++)
        {
            uint entry = Entries[state];
            int symbol = (byte)entry;
            Values[state] = bits[symbol] | (ulong)(entry & 0xFFFFFF00) | ((ulong)bases[symbol] << 32);
        }
    }

    /// <summary>Reads the probabilities of a table and builds it.</summary>
    /// <returns>How many bytes they took.</returns>
    internal int Read(ReadOnlySpan<byte> data, int maxSymbol, int maxLog)
    {
        Span<short> counts = stackalloc short[256];
        int length = ReadCounts(data, counts, maxSymbol, maxLog, out int symbols, out int log);
        Build(counts[..symbols], log);
        return length;
    }

    /// <summary>Builds the table from normalised counts; -1 is a probability of less than one.</summary>
    internal void Build(ReadOnlySpan<short> counts, int log)
    {
        int size = 1 << log;
        Log = log;
        IsBuilt = true;
        Span<ushort> next = stackalloc ushort[256];
        int high = size - 1;
        for (int symbol = 0; symbol < counts.Length; symbol++)
        {
            if (counts[symbol] == -1)
            {
                Entries[high--] = (uint)symbol;
                next[symbol] = 1;
            }
            else
            {
                next[symbol] = (ushort)counts[symbol];
            }
        }

        int step = (size >> 1) + (size >> 3) + 3;
        int mask = size - 1;
        int position = 0;
        for (int symbol = 0; symbol < counts.Length; symbol++)
        {
            for (int i = 0; i < counts[symbol]; i++)
            {
                Entries[position] = (uint)symbol;
                do
                {
                    position = (position + step) & mask;
                }
                while (position > high);
            }
        }

        for (int state = 0; state < size; state++)
        {
            uint symbol = Entries[state];
            int value = next[(int)symbol]++;
            int bits = log - BitOperations.Log2((uint)value);
            Entries[state] = symbol | ((uint)bits << 8) | ((uint)((value << bits) - size) << 16);
        }
    }

    private static int ReadCounts(ReadOnlySpan<byte> data, Span<short> counts, int maxSymbol, int maxLog, out int symbols, out int log)
    {
        var reader = new ForwardBits(data);
        log = reader.Read(4) + 5;
        if (log > maxLog)
        {
            throw new InvalidDataException("a table of probabilities is too large");
        }

        int remaining = (1 << log) + 1;
        symbols = 0;
        while (remaining > 1)
        {
            if (symbols > maxSymbol)
            {
                throw new InvalidDataException("a table of probabilities has too many symbols");
            }

            // Values up to what remains are told by as few bits as that takes: the low ones by one bit less.
            int bits = BitOperations.Log2((uint)remaining) + 1;
            int value = reader.Peek(bits);
            int half = (1 << (bits - 1)) - 1;
            int spare = (1 << bits) - 1 - remaining;
            if ((value & half) < spare)
            {
                value &= half;
                reader.Skip(bits - 1);
            }
            else
            {
                if (value > half)
                {
                    value -= spare;
                }

                reader.Skip(bits);
            }

            int count = value - 1;
            counts[symbols++] = (short)count;
            remaining -= Math.Abs(count);
            if (count == 0)
            {
                int zeros;
                do
                {
                    zeros = reader.Read(2);
                    for (int i = 0; i < zeros; i++)
                    {
                        if (symbols > maxSymbol)
                        {
                            throw new InvalidDataException("a table of probabilities has too many symbols");
                        }

                        counts[symbols++] = 0;
                    }
                }
                while (zeros == 3);
            }
        }

        if (remaining < 1)
        {
            throw new InvalidDataException("the probabilities of a table are over one");
        }

        return reader.BytesRead;
    }

    /// <summary>Reads bits from the low end of each byte.</summary>
    private ref struct ForwardBits(ReadOnlySpan<byte> data)
    {
        private readonly ReadOnlySpan<byte> _data = data;
        private int _position;

        internal readonly int BytesRead =>
            (_position + 7) / 8 <= _data.Length ? (_position + 7) / 8
                : throw new InvalidDataException("a table of probabilities ends too early");

        internal readonly int Peek(int count)
        {
            int value = 0;
            int at = _position >> 3;
            for (int i = 0; i < 3; i++)
            {
                value |= (at + i < _data.Length ? _data[at + i] : 0) << (8 * i);
            }

            return (value >> (_position & 7)) & ((1 << count) - 1);
        }

        internal void Skip(int count) => _position += count;

        internal int Read(int count)
        {
            int value = Peek(count);
            _position += count;
            return _position <= _data.Length * 8 ? value : throw new InvalidDataException("a table of probabilities ends too early");
        }
    }
}
