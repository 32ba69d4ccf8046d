using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Brine.Containers;

/// <summary>Writes the sequences of a block: a code each for the number of literals, the offset and the length of the match, and the bits
/// beyond what the codes mean.</summary>
internal sealed class ZstdSequencesEncoder
{
    private static readonly byte[] LiteralLengthCodes = CodesOf(ZstdCodes.LiteralLengthBase, 64);
    private static readonly byte[] MatchLengthCodes = CodesOf(ZstdCodes.MatchLengthBase, ZstdCodes.MinMatch + 128);

    private readonly FseEncoder _lengthCode = new();
    private readonly FseEncoder _offsetCode = new();
    private readonly FseEncoder _matchCode = new();
    private readonly byte[] _lengths = new byte[(ZstdCodes.MaxBlock / ZstdCodes.MinMatch) + 1];
    private readonly byte[] _offsets = new byte[(ZstdCodes.MaxBlock / ZstdCodes.MinMatch) + 1];
    private readonly byte[] _matches = new byte[(ZstdCodes.MaxBlock / ZstdCodes.MinMatch) + 1];

    /// <returns>How many bytes were written.</returns>
    internal int Write(ReadOnlySpan<(int Literals, int Offset, int Match)> sequences, Span<byte> output)
    {
        int used = WriteCount(sequences.Length, output);
        return sequences.IsEmpty ? used : used + WriteAll(sequences, output[used..]);
    }

    private static int WriteCount(int count, Span<byte> output)
    {
        if (count < 128)
        {
            output[0] = (byte)count;
            return 1;
        }

        if (count < 0x7F00)
        {
            output[0] = (byte)((count >> 8) + 128);
            output[1] = (byte)count;
            return 2;
        }

        output[0] = 255;
        BinaryPrimitives.WriteUInt16LittleEndian(output[1..], (ushort)(count - 0x7F00));
        return 3;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int WriteAll(ReadOnlySpan<(int Literals, int Offset, int Match)> sequences, Span<byte> output)
    {
        Span<byte> lengths = _lengths.AsSpan(0, sequences.Length);
        Span<byte> offsets = _offsets.AsSpan(0, sequences.Length);
        Span<byte> matches = _matches.AsSpan(0, sequences.Length);
        for (int i = 0; i < sequences.Length; i++)
        {
            (int literals, int offset, int match) = sequences[i];
            lengths[i] = (uint)literals < (uint)LiteralLengthCodes.Length ? LiteralLengthCodes[literals] : (byte)(int.Log2(literals) + 19);
            offsets[i] = (byte)int.Log2(offset);
            matches[i] = (uint)match < (uint)MatchLengthCodes.Length ? MatchLengthCodes[match]
                : (byte)(int.Log2(match - ZstdCodes.MinMatch) + 36);
        }

        int used = 1;
        bool hasLengths = WriteTable(_lengthCode, lengths, ZstdCodes.LiteralLengthLog, output, ref used);
        bool hasOffsets = WriteTable(_offsetCode, offsets, ZstdCodes.OffsetLog, output, ref used);
        bool hasMatches = WriteTable(_matchCode, matches, ZstdCodes.MatchLengthLog, output, ref used);
        output[0] = (byte)((hasLengths ? 0x80 : 0x40) | (hasOffsets ? 0x20 : 0x10) | (hasMatches ? 8 : 4));
        var writer = new ZstdBitWriter(output[used..]);
        int last = sequences.Length - 1;
        int lengthState = hasLengths ? _lengthCode.LastState(lengths[last]) : 0;
        int offsetState = hasOffsets ? _offsetCode.LastState(offsets[last]) : 0;
        int matchState = hasMatches ? _matchCode.LastState(matches[last]) : 0;
        ReadOnlySpan<byte> lengthBits = ZstdCodes.LiteralLengthBits, matchBits = ZstdCodes.MatchLengthBits;
        ReadOnlySpan<int> lengthBases = ZstdCodes.LiteralLengthBase, matchBases = ZstdCodes.MatchLengthBase;
        for (int i = last; i >= 0; i--)
        {
            if (i < last)
            {
                offsetState = hasOffsets ? _offsetCode.Step(offsets[i], offsetState, ref writer) : 0;
                matchState = hasMatches ? _matchCode.Step(matches[i], matchState, ref writer) : 0;
                lengthState = hasLengths ? _lengthCode.Step(lengths[i], lengthState, ref writer) : 0;
                writer.Flush();
            }

            (int literals, int offset, int match) = sequences[i];
            writer.Add((uint)(literals - lengthBases[lengths[i]]), lengthBits[lengths[i]]);
            writer.Add((uint)(match - matchBases[matches[i]]), matchBits[matches[i]]);
            writer.Flush();
            writer.Write((uint)offset, offsets[i]);
        }

        writer.Write((uint)matchState, hasMatches ? _matchCode.Log : 0);
        writer.Write((uint)offsetState, hasOffsets ? _offsetCode.Log : 0);
        writer.Write((uint)lengthState, hasLengths ? _lengthCode.Log : 0);
        return used + writer.FinishWithMark();
    }

    /// <summary>Writes the table of a code; where all sequences have the same one, just that.</summary>
    private static bool WriteTable(FseEncoder code, ReadOnlySpan<byte> symbols, int maxLog, Span<byte> output, ref int used)
    {
        if (!symbols.ContainsAnyExcept(symbols[0]))
        {
            output[used++] = symbols[0];
            return false;
        }

        Span<int> counts = stackalloc int[64];
        counts.Clear();
        foreach (byte symbol in symbols)
        {
            counts[symbol]++;
        }

        code.Build(counts, maxLog);
        used += code.WriteCounts(output[used..]);
        return true;
    }

    /// <summary>The code of each small value.</summary>
    private static byte[] CodesOf(int[] bases, int count)
    {
        var codes = new byte[count];
        for (int value = bases[0]; value < count; value++)
        {
            int index = Array.BinarySearch(bases, value);
            codes[value] = (byte)(index >= 0 ? index : ~index - 1);
        }

        return codes;
    }
}
