using System.Buffers.Binary;

namespace Brine.Containers;

/// <summary>Packs a frame of Zstandard: matches within two megabytes, Huffman codes for literals, finite state entropy for the rest, a
/// checksum.</summary>
internal sealed class ZstdEncoder : BlockEncoder
{
    private const int WindowLog = 21;
    private const int MinMatch = 4;
    private const int Nice = 256;

    private readonly MatchFinder _finder;
    private readonly ZstdLiteralsEncoder _literalsEncoder = new();
    private readonly FseEncoder _lengthCode = new();
    private readonly FseEncoder _offsetCode = new();
    private readonly FseEncoder _matchCode = new();
    private readonly byte[] _literals = new byte[ZstdCodes.MaxBlock];
    private readonly (int Literals, int Offset, int Match)[] _sequences = new (int, int, int)[(ZstdCodes.MaxBlock / MinMatch) + 1];
    private readonly byte[] _packed = new byte[2 * ZstdCodes.MaxBlock];
    private readonly int[] _repeats = [1, 4, 8];
    private XxHash64 _hash = new();
    private bool _hasHeader;

    internal ZstdEncoder(Stream target, int level)
        : base(target, 1 << WindowLog) => _finder = new MatchFinder(1 << WindowLog, 2 << Math.Min(level, 8), Nice);

    protected override void EncodeBlock(ReadOnlySpan<byte> block, bool isLast)
    {
        if (!_hasHeader)
        {
            _hasHeader = true;
            Target.Write([0x28, 0xB5, 0x2F, 0xFD, 4, (WindowLog - 10) << 3]);
        }

        _finder.Reset();
        int position = 0;
        do
        {
            int end = Math.Min(position + ZstdCodes.MaxBlock, block.Length);
            WriteBlock(block, position, end, isLast && end == block.Length);
            position = end;
        }
        while (position < block.Length);

        if (!isLast)
        {
            _hash.Append(block);
            return;
        }

        Span<byte> checksum = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, (uint)_hash.Finish(block));
        Target.Write(checksum);
    }

    private void WriteBlock(ReadOnlySpan<byte> buffer, int start, int end, bool isLast)
    {
        (int first, int second, int third) = (_repeats[0], _repeats[1], _repeats[2]);
        int size = end - start;
        int length = size > 16 ? Pack(buffer[..end], start) : size;
        bool isPlain = length >= size;
        if (isPlain)
        {
            // The offsets of a block that is not written are not known to the reader.
            (_repeats[0], _repeats[1], _repeats[2]) = (first, second, third);
        }

        int header = (isLast ? 1 : 0) | (isPlain ? 0 : 4) | ((isPlain ? size : length) << 3);
        Target.Write([(byte)header, (byte)(header >> 8), (byte)(header >> 16)]);
        Target.Write(isPlain ? buffer[start..end] : _packed.AsSpan(0, length));
    }

    private int Pack(ReadOnlySpan<byte> buffer, int start)
    {
        (int sequences, int literals) = FindSequences(buffer, start);
        int used = _literalsEncoder.Write(_literals.AsSpan(0, literals), _packed);
        if (sequences < 128)
        {
            _packed[used++] = (byte)sequences;
        }
        else if (sequences < 0x7F00)
        {
            _packed[used++] = (byte)((sequences >> 8) + 128);
            _packed[used++] = (byte)sequences;
        }
        else
        {
            _packed[used++] = 255;
            BinaryPrimitives.WriteUInt16LittleEndian(_packed.AsSpan(used), (ushort)(sequences - 0x7F00));
            used += 2;
        }

        return sequences == 0 ? used : used + WriteSequences(_sequences.AsSpan(0, sequences), _packed.AsSpan(used));
    }

    private (int Sequences, int Literals) FindSequences(ReadOnlySpan<byte> buffer, int start)
    {
        int sequences = 0;
        int literals = 0;
        int pending = start;
        int misses = 0;
        for (int position = start; position < buffer.Length - 8;)
        {
            (int length, int distance) = Find(buffer, position);
            if (length < MinMatch)
            {
                position += 1 + (misses++ >> 8);
                continue;
            }

            misses = 0;
            if (length < Nice && position + 1 < buffer.Length - 8 && Find(buffer, position + 1) is var (later, laterDistance)
                && later > length + 1)
            {
                (position, length, distance) = (position + 1, later, laterDistance);
            }

            int count = position - pending;
            buffer.Slice(pending, count).CopyTo(_literals.AsSpan(literals));
            literals += count;
            _sequences[sequences++] = (count, OffsetValue(distance, count), length);
            position += length;
            pending = position;
        }

        buffer[pending..].CopyTo(_literals.AsSpan(literals));
        return (sequences, literals + buffer.Length - pending);
    }

    /// <summary>The last offset costs nearly nothing: it wins over a match that is a little longer.</summary>
    private (int Length, int Distance) Find(ReadOnlySpan<byte> buffer, int position)
    {
        int source = position - _repeats[0];
        int repeated = source >= 0 ? buffer[source..].CommonPrefixLength(buffer[position..]) : 0;
        (int length, int distance) = repeated >= Nice ? (0, 0) : _finder.Find(buffer, position, buffer.Length - position);
        return repeated >= MinMatch && repeated + 2 >= length ? (repeated, _repeats[0])
            : length == MinMatch && distance > 1 << 16 ? (0, 0) : (length, distance);
    }

    /// <summary>What the format writes for an offset: 1 to 3 for one of the last three, which shift by one where there are no
    /// literals.</summary>
    private int OffsetValue(int distance, int literals)
    {
        int index = Array.IndexOf(_repeats, distance);
        if (index < 0 || (index == 0 && literals == 0))
        {
            (_repeats[0], _repeats[1], _repeats[2]) = (distance, _repeats[0], _repeats[1]);
            return distance + 3;
        }

        _repeats.AsSpan(0, index).CopyTo(_repeats.AsSpan(1));
        _repeats[0] = distance;
        return literals == 0 ? index : index + 1;
    }

    private int WriteSequences(ReadOnlySpan<(int Literals, int Offset, int Match)> sequences, Span<byte> output)
    {
        Span<byte> lengths = new byte[sequences.Length];
        Span<byte> offsets = new byte[sequences.Length];
        Span<byte> matches = new byte[sequences.Length];
        for (int i = 0; i < sequences.Length; i++)
        {
            lengths[i] = CodeOf(sequences[i].Literals, ZstdCodes.LiteralLengthBase);
            offsets[i] = (byte)int.Log2(sequences[i].Offset);
            matches[i] = CodeOf(sequences[i].Match, ZstdCodes.MatchLengthBase);
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
        for (int i = last; i >= 0; i--)
        {
            if (i < last)
            {
                offsetState = hasOffsets ? _offsetCode.Step(offsets[i], offsetState, ref writer) : 0;
                matchState = hasMatches ? _matchCode.Step(matches[i], matchState, ref writer) : 0;
                lengthState = hasLengths ? _lengthCode.Step(lengths[i], lengthState, ref writer) : 0;
            }

            (int literalLength, int offset, int match) = sequences[i];
            writer.Write((uint)(literalLength - ZstdCodes.LiteralLengthBase[lengths[i]]), ZstdCodes.LiteralLengthBits[lengths[i]]);
            writer.Write((uint)(match - ZstdCodes.MatchLengthBase[matches[i]]), ZstdCodes.MatchLengthBits[matches[i]]);
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

    private static byte CodeOf(int value, ReadOnlySpan<int> bases)
    {
        int index = bases.BinarySearch(value);
        return (byte)(index >= 0 ? index : ~index - 1);
    }
}
