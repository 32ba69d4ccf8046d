using System.Runtime.CompilerServices;

namespace Brine.Containers;

/// <summary>Writes the literals of a block: as they are, as one byte, or by a Huffman code.</summary>
internal sealed class ZstdLiteralsEncoder
{
    private const int FewestForCode = 64;
    private const int MostWeights = 128;

    private readonly FseEncoder _weightCode = new();
    private readonly byte[] _packed = new byte[(ZstdCodes.MaxBlock * 3 / 2) + 1024];
    private readonly byte[] _lengths = new byte[256];
    private readonly int[] _codes = new int[256];

    internal int Write(ReadOnlySpan<byte> literals, Span<byte> output)
    {
        if (literals.Length > 1 && !literals.ContainsAnyExcept(literals[0]))
        {
            int start = WriteHeader(1, literals.Length, output);
            output[start] = literals[0];
            return start + 1;
        }

        int packed = literals.Length < FewestForCode ? 0 : Pack(literals);
        if (packed > 0 && packed + 5 < literals.Length)
        {
            bool isShort = literals.Length < 1024;
            int width = isShort ? 10 : literals.Length < 1 << 14 ? 14 : 18;
            int format = isShort ? 0 : width == 14 ? 2 : 3;
            ulong header = 2 | ((ulong)format << 2) | ((ulong)literals.Length << 4) | ((ulong)packed << (4 + width));
            int length = (4 + (2 * width) + 7) / 8;
            for (int i = 0; i < length; i++)
            {
                output[i] = (byte)(header >> (8 * i));
            }

            _packed.AsSpan(0, packed).CopyTo(output[length..]);
            return length + packed;
        }

        int plain = WriteHeader(0, literals.Length, output);
        literals.CopyTo(output[plain..]);
        return plain + literals.Length;
    }

    private static int WriteHeader(int kind, int count, Span<byte> output)
    {
        int length = count < 32 ? 1 : count < 4096 ? 2 : 3;
        int header = length == 1 ? kind | (count << 3) : kind | ((length == 2 ? 1 : 3) << 2) | (count << 4);
        for (int i = 0; i < length; i++)
        {
            output[i] = (byte)(header >> (8 * i));
        }

        return length;
    }

    /// <summary>The code and the literals by it; 0 where a code does not pay.</summary>
    private int Pack(ReadOnlySpan<byte> literals)
    {
        Span<int> counts = stackalloc int[256];
        counts.Clear();
        foreach (byte value in literals)
        {
            counts[value]++;
        }

        HuffmanLengths.Choose(counts, _lengths, ZstdHuffmanTable.MaxBits);
        int used = WriteCode();
        if (used == 0)
        {
            return 0;
        }

        if (literals.Length < 1024)
        {
            return used + WriteStream(literals, _packed.AsSpan(used));
        }

        int sizes = used;
        used += 6;
        int quarter = (literals.Length + 3) / 4;
        for (int i = 0; i < 4; i++)
        {
            ReadOnlySpan<byte> part = i < 3 ? literals.Slice(i * quarter, quarter) : literals[(3 * quarter)..];
            int length = WriteStream(part, _packed.AsSpan(used));
            if (i < 3)
            {
                _packed[sizes + (2 * i)] = (byte)length;
                _packed[sizes + (2 * i) + 1] = (byte)(length >> 8);
            }

            used += length;
        }

        return used;
    }

    /// <summary>The weights of all symbols but the last, four bits each or packed; and the codes that follow from them.</summary>
    private int WriteCode()
    {
        int longest = 0;
        int last = 0;
        for (int symbol = 0; symbol < 256; symbol++)
        {
            longest = Math.Max(longest, _lengths[symbol]);
            last = _lengths[symbol] > 0 ? symbol : last;
        }

        Span<byte> weights = stackalloc byte[256];
        int position = 0;
        for (int length = longest; length > 0; length--)
        {
            for (int symbol = 0; symbol <= last; symbol++)
            {
                if (_lengths[symbol] == length)
                {
                    weights[symbol] = (byte)(longest + 1 - length);
                    _codes[symbol] = position >> (longest - length);
                    position += 1 << (longest - length);
                }
            }
        }

        int packed = PackWeights(weights[..last]);
        if (packed > 0)
        {
            _packed[0] = (byte)packed;
            return 1 + packed;
        }

        if (last > MostWeights)
        {
            return 0;
        }

        _packed[0] = (byte)(127 + last);
        for (int i = 0; i < last; i += 2)
        {
            _packed[1 + (i / 2)] = (byte)((weights[i] << 4) | weights[i + 1] * (i + 1 < last ? 1 : 0));
        }

        return 1 + ((last + 1) / 2);
    }

    private int PackWeights(ReadOnlySpan<byte> weights)
    {
        if (weights.Length < 3 || !weights.ContainsAnyExcept(weights[0]))
        {
            return 0;
        }

        Span<int> counts = stackalloc int[13];
        counts.Clear();
        foreach (byte weight in weights)
        {
            counts[weight]++;
        }

        _weightCode.Build(counts, 6);
        Span<byte> output = stackalloc byte[600];
        int used = _weightCode.WriteCounts(output);
        var writer = new ZstdBitWriter(output[used..]);
        Span<int> states = stackalloc int[2];
        int last = weights.Length - 1;
        states[last & 1] = _weightCode.LastState(weights[last]);
        states[(last - 1) & 1] = _weightCode.LastState(weights[last - 1]);
        for (int i = last - 2; i >= 0; i--)
        {
            states[i & 1] = _weightCode.Step(weights[i], states[i & 1], ref writer);
            writer.Flush();
        }

        writer.Write((uint)states[1], _weightCode.Log);
        writer.Write((uint)states[0], _weightCode.Log);
        used += writer.FinishWithMark();
        if (used >= 128 || (weights.Length <= MostWeights && used >= (weights.Length + 1) / 2))
        {
            return 0;
        }

        output[..used].CopyTo(_packed.AsSpan(1));
        return used;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int WriteStream(ReadOnlySpan<byte> literals, Span<byte> output)
    {
        var writer = new ZstdBitWriter(output);
        ReadOnlySpan<int> codes = _codes;
        ReadOnlySpan<byte> lengths = _lengths;
        int i = literals.Length - 1;
        for (; i >= 3; i -= 4)
        {
            int first = literals[i], second = literals[i - 1], third = literals[i - 2], fourth = literals[i - 3];
            writer.Add((uint)codes[first], lengths[first]);
            writer.Add((uint)codes[second], lengths[second]);
            writer.Add((uint)codes[third], lengths[third]);
            writer.Add((uint)codes[fourth], lengths[fourth]);
            writer.Flush();
        }

        for (; i >= 0; i--)
        {
            writer.Write((uint)codes[literals[i]], lengths[literals[i]]);
        }

        return writer.FinishWithMark();
    }
}
