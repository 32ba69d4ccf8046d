using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Brine.Containers;

/// <summary>The Huffman code of literals, for decoding.</summary>
internal sealed class ZstdHuffmanTable
{
    internal const int MaxBits = 11;

    private readonly ushort[] _entries = new ushort[1 << MaxBits];
    private readonly byte[] _weights = new byte[256];
    private readonly FseTable _weightTable = new();
    private int _bits;

    internal bool IsBuilt => _bits > 0;

    /// <summary>Reads the weights of the symbols and builds the code.</summary>
    /// <returns>How many bytes they took.</returns>
    internal int Read(ReadOnlySpan<byte> data)
    {
        int header = data.IsEmpty ? throw TooShort() : data[0];
        int length = header < 128 ? header : (header - 127 + 1) / 2;
        if (data.Length < 1 + length)
        {
            throw TooShort();
        }

        ReadOnlySpan<byte> packed = data.Slice(1, length);
        int count = 0;
        if (header < 128)
        {
            count = ReadPacked(packed);
        }
        else
        {
            for (; count < header - 127; count++)
            {
                _weights[count] = (byte)((packed[count / 2] >> (count % 2 == 0 ? 4 : 0)) & 15);
            }
        }

        Build(count);
        return 1 + length;
    }

    /// <summary>Decodes one stream of literals.</summary>
    internal void Decode(ReadOnlySpan<byte> data, Span<byte> literals)
    {
        var reader = new ZstdBitReader(data);
        Finish(ref reader, literals, 0);
    }

    /// <summary>Decodes four streams side by side: while one waits for its table, the others go on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Decode(ReadOnlySpan<byte> data1, ReadOnlySpan<byte> data2, ReadOnlySpan<byte> data3, ReadOnlySpan<byte> data4,
        Span<byte> literals)
    {
        const int AtOnce = 5;
        int quarter = (literals.Length + 3) / 4;
        Span<byte> literals1 = literals[..quarter], literals2 = literals.Slice(quarter, quarter);
        Span<byte> literals3 = literals.Slice(2 * quarter, quarter), literals4 = literals[(3 * quarter)..];
        var reader1 = new ZstdBitReader(data1);
        var reader2 = new ZstdBitReader(data2);
        var reader3 = new ZstdBitReader(data3);
        var reader4 = new ZstdBitReader(data4);
        ref ushort entries = ref MemoryMarshal.GetArrayDataReference(_entries);
        int shift = 64 - _bits;
        int i = 0;
        bool areLong = data1.Length >= sizeof(ulong) && data2.Length >= sizeof(ulong) && data3.Length >= sizeof(ulong)
            && data4.Length >= sizeof(ulong);
        int fast = areLong ? literals4.Length : 0;
        while (i + AtOnce <= fast && reader1.IsFilled() && reader2.IsFilled() && reader3.IsFilled() && reader4.IsFilled())
        {
            // Five codes have 55 bits at most; the entries of the table are as many as its codes have bits for.
            (ulong bits1, ulong bits2, ulong bits3, ulong bits4) = (reader1.Bits, reader2.Bits, reader3.Bits, reader4.Bits);
            (int used1, int used2, int used3, int used4) = (0, 0, 0, 0);
            for (int end = i + AtOnce; i < end; i++)
            {
                int entry1 = Unsafe.Add(ref entries, (nint)(bits1 >> shift));
                int entry2 = Unsafe.Add(ref entries, (nint)(bits2 >> shift));
                int entry3 = Unsafe.Add(ref entries, (nint)(bits3 >> shift));
                int entry4 = Unsafe.Add(ref entries, (nint)(bits4 >> shift));
                bits1 <<= entry1 & 15;
                bits2 <<= entry2 & 15;
                bits3 <<= entry3 & 15;
                bits4 <<= entry4 & 15;
                used1 += entry1 & 15;
                used2 += entry2 & 15;
                used3 += entry3 & 15;
                used4 += entry4 & 15;
                literals1[i] = (byte)(entry1 >> 4);
                literals2[i] = (byte)(entry2 >> 4);
                literals3[i] = (byte)(entry3 >> 4);
                literals4[i] = (byte)(entry4 >> 4);
            }

            reader1.Skip(used1);
            reader2.Skip(used2);
            reader3.Skip(used3);
            reader4.Skip(used4);
        }

        Finish(ref reader1, literals1, i);
        Finish(ref reader2, literals2, i);
        Finish(ref reader3, literals3, i);
        Finish(ref reader4, literals4, i);
    }

    private void Finish(ref ZstdBitReader reader, Span<byte> literals, int i)
    {
        ReadOnlySpan<ushort> entries = _entries;
        int bits = _bits;
        for (; i + 4 < literals.Length; i += 4)
        {
            reader.Fill();
            int entry = entries[reader.Peek(bits)];
            reader.Skip(entry & 15);
            literals[i] = (byte)(entry >> 4);
            entry = entries[reader.Peek(bits)];
            reader.Skip(entry & 15);
            literals[i + 1] = (byte)(entry >> 4);
            entry = entries[reader.Peek(bits)];
            reader.Skip(entry & 15);
            literals[i + 2] = (byte)(entry >> 4);
            entry = entries[reader.Peek(bits)];
            reader.Skip(entry & 15);
            literals[i + 3] = (byte)(entry >> 4);
        }

        for (; i < literals.Length; i++)
        {
            reader.Fill();
            int entry = entries[reader.Peek(bits)];
            reader.Skip(entry & 15);
            literals[i] = (byte)(entry >> 4);
        }

        if (reader.Left != 0)
        {
            throw new InvalidDataException("the literals have another length than they say");
        }
    }

    private int ReadPacked(ReadOnlySpan<byte> packed)
    {
        int length = _weightTable.Read(packed, 255, 6);
        var reader = new ZstdBitReader(packed[length..]);
        ReadOnlySpan<uint> entries = _weightTable.Entries;
        int log = _weightTable.Log;
        int first = reader.Read(log);
        reader.Fill();
        int second = reader.Read(log);
        int count = 0;
        while (true)
        {
            // Two states take turns until the bits are used up; the other one has a symbol left.
            if (count > 253)
            {
                throw new InvalidDataException("a Huffman code has too many symbols");
            }

            uint entry = entries[first];
            _weights[count++] = (byte)entry;
            reader.Fill();
            int bits = (byte)(entry >> 8);
            if (bits > reader.Left)
            {
                _weights[count++] = (byte)entries[second];
                return count;
            }

            first = (int)(entry >> 16) + reader.Read(bits);
            (first, second) = (second, first);
        }
    }

    /// <summary>The last symbol's weight is not stored: it is what makes the sum a power of two.</summary>
    private void Build(int count)
    {
        int sum = 0;
        for (int i = 0; i < count; i++)
        {
            if (_weights[i] > MaxBits + 1)
            {
                throw new InvalidDataException("a Huffman code is too long");
            }

            sum += _weights[i] > 0 ? 1 << (_weights[i] - 1) : 0;
        }

        if (sum == 0 || count > 255)
        {
            throw new InvalidDataException("a Huffman code has no symbols");
        }

        int bits = BitOperations.Log2((uint)sum) + 1;
        int rest = (1 << bits) - sum;
        if (bits > MaxBits || !BitOperations.IsPow2(rest))
        {
            throw new InvalidDataException("a Huffman code is not complete");
        }

        _weights[count++] = (byte)(BitOperations.Log2((uint)rest) + 1);
        _bits = bits;
        int position = 0;
        for (int weight = 1; weight <= bits; weight++)
        {
            for (int symbol = 0; symbol < count; symbol++)
            {
                if (_weights[symbol] == weight)
                {
                    int width = 1 << (weight - 1);
                    _entries.AsSpan(position, width).Fill((ushort)((symbol << 4) | (bits + 1 - weight)));
                    position += width;
                }
            }
        }
    }

    private static InvalidDataException TooShort() => new("a Huffman code ends too early");
}
