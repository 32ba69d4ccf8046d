using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Brine.Containers;

/// <summary>Decodes compressed blocks of Zstandard; what blocks hand on to the next (codes, offsets) is kept for one frame.</summary>
internal sealed class ZstdBlockDecoder
{
    private const int Wide = 16;

    /// <summary>Of the 56 bits that are at hand, those that the next three states do not need.</summary>
    private const int BitsAtHand = 56 - 9 - 9 - 8;

    private readonly ZstdHuffmanTable _huffman = new();
    private readonly FseTable _ownLiteralLengths = new();
    private readonly FseTable _ownOffsets = new();
    private readonly FseTable _ownMatchLengths = new();
    private readonly byte[] _literals = new byte[ZstdCodes.MaxBlock + Wide];
    private FseTable? _literalLengths;
    private FseTable? _offsets;
    private FseTable? _matchLengths;
    private bool _hasHuffman;
    private int _repeat0;
    private int _repeat1;
    private int _repeat2;

    /// <summary>Forgets the frame before.</summary>
    internal void StartFrame()
    {
        (_literalLengths, _offsets, _matchLengths, _hasHuffman) = (null, null, null, false);
        (_repeat0, _repeat1, _repeat2) = (1, 4, 8);
    }

    /// <summary>Decodes a block into an array that also holds what went before.</summary>
    /// <returns>Its length.</returns>
    internal int Decode(ReadOnlySpan<byte> block, byte[] output, int frameStart, int start, int most)
    {
        int used = ReadLiterals(block, most, out int literalCount);
        block = block[used..];
        int count = block.IsEmpty ? throw TooShort() : block[0];
        int header = count < 128 ? 1 : count < 255 ? 2 : 3;
        if (block.Length < header)
        {
            throw TooShort();
        }

        count = header == 1 ? count : header == 2 ? ((count - 128) << 8) + block[1] : block[1] + (block[2] << 8) + 0x7F00;
        if (count == 0)
        {
            if (block.Length != 1)
            {
                throw new InvalidDataException("a block has bytes left");
            }

            _literals.AsSpan(0, literalCount).CopyTo(output.AsSpan(start));
            return literalCount;
        }

        if (block.Length < header + 1)
        {
            throw TooShort();
        }

        int modes = block[header];
        if ((modes & 3) != 0)
        {
            throw new InvalidDataException("a block has flags that nobody defined");
        }

        block = block[(header + 1)..];
        block = block[ReadTable(block, modes >> 6, ref _literalLengths, _ownLiteralLengths, ZstdCodes.DefaultLiteralLengths,
            ZstdCodes.LiteralLengthLog, ZstdCodes.LiteralLengthValues, ZstdCodes.LiteralLengthBits)..];
        block = block[ReadTable(block, (modes >> 4) & 3, ref _offsets, _ownOffsets, ZstdCodes.DefaultOffsets,
            ZstdCodes.OffsetLog, ZstdCodes.OffsetValues, ZstdCodes.OffsetBits)..];
        block = block[ReadTable(block, (modes >> 2) & 3, ref _matchLengths, _ownMatchLengths, ZstdCodes.DefaultMatchLengths,
            ZstdCodes.MatchLengthLog, ZstdCodes.MatchLengthValues, ZstdCodes.MatchLengthBits)..];
        return Execute(block, count, literalCount, output, frameStart, start, most);
    }

    private static int ReadTable(ReadOnlySpan<byte> data, int mode, ref FseTable? table, FseTable own, FseTable preset, int maxLog,
        ReadOnlySpan<uint> bases, ReadOnlySpan<byte> bits)
    {
        int maxSymbol = bases.Length - 1;
        switch (mode)
        {
            case 0:
                table = preset;
                return 0;
            case 1:
                byte symbol = data.IsEmpty ? throw TooShort() : data[0];
                own.BuildSingle(symbol <= maxSymbol ? symbol : throw new InvalidDataException("a code is out of range"));
                own.SetValues(bases, bits);
                table = own;
                return 1;
            case 2:
                int used = own.Read(data, maxSymbol, maxLog);
                own.SetValues(bases, bits);
                table = own;
                return used;
            default:
                return table is not null ? 0 : throw new InvalidDataException("the first block repeats a table");
        }
    }

    private int ReadLiterals(ReadOnlySpan<byte> block, int most, out int count)
    {
        int first = block.IsEmpty ? throw TooShort() : block[0];
        int kind = first & 3;
        int format = (first >> 2) & 3;
        int header = kind < 2 ? (format & 1) == 0 ? 1 : format == 1 ? 2 : 3 : format < 2 ? 3 : format + 2;
        ulong bits = 0;
        for (int i = 0; i < header; i++)
        {
            bits |= (ulong)(i < block.Length ? block[i] : throw TooShort()) << (8 * i);
        }

        int packed;
        if (kind < 2)
        {
            count = (int)(bits >> (header == 1 ? 3 : 4));
            packed = kind == 0 ? count : 1;
        }
        else
        {
            int width = header == 3 ? 10 : header == 4 ? 14 : 18;
            count = (int)(bits >> 4) & ((1 << width) - 1);
            packed = (int)(bits >> (4 + width)) & ((1 << width) - 1);
        }

        if (count > most)
        {
            throw new InvalidDataException("a block is longer than its frame allows");
        }

        if (block.Length - header < packed)
        {
            throw TooShort();
        }

        ReadOnlySpan<byte> data = block.Slice(header, packed);
        Span<byte> literals = _literals.AsSpan(0, count);
        switch (kind)
        {
            case 0:
                data.CopyTo(literals);
                break;
            case 1:
                literals.Fill(data[0]);
                break;
            default:
                UnpackLiterals(data, literals, hasTable: kind == 2, hasOneStream: format == 0);
                break;
        }

        return header + packed;
    }

    private void UnpackLiterals(ReadOnlySpan<byte> data, Span<byte> literals, bool hasTable, bool hasOneStream)
    {
        if (hasTable)
        {
            data = data[_huffman.Read(data)..];
            _hasHuffman = true;
        }
        else if (!_hasHuffman)
        {
            throw new InvalidDataException("the first block repeats a table");
        }

        if (hasOneStream)
        {
            _huffman.Decode(data, literals);
            return;
        }

        if (data.Length < 6)
        {
            throw TooShort();
        }

        int quarter = (literals.Length + 3) / 4;
        if (quarter * 3 > literals.Length)
        {
            throw new InvalidDataException("four streams have too few literals");
        }

        int first = data[0] | (data[1] << 8), second = data[2] | (data[3] << 8), third = data[4] | (data[5] << 8);
        ReadOnlySpan<byte> streams = data[6..];
        if (first + second + third > streams.Length)
        {
            throw TooShort();
        }

        _huffman.Decode(streams[..first], streams.Slice(first, second), streams.Slice(first + second, third),
            streams[(first + second + third)..], literals);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Execute(ReadOnlySpan<byte> block, int count, int literalCount, byte[] output, int frameStart, int start, int most)
    {
        var reader = new ZstdBitReader(block);
        FseTable lengthTable = _literalLengths!;
        FseTable offsetTable = _offsets!;
        FseTable matchTable = _matchLengths!;
        ReadOnlySpan<ulong> lengthEntries = lengthTable.Values;
        ReadOnlySpan<ulong> offsetEntries = offsetTable.Values;
        ReadOnlySpan<ulong> matchEntries = matchTable.Values;
        if (start + (long)most + UnpackedBuffer.Slack > output.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(most));
        }

        ref byte target = ref MemoryMarshal.GetArrayDataReference(output);
        ref byte literals = ref MemoryMarshal.GetArrayDataReference(_literals);
        int lengthState = reader.Read(lengthTable.Log);
        int offsetState = reader.Read(offsetTable.Log);
        int matchState = reader.Read(matchTable.Log);
        nint from = 0;
        nint to = start;
        nint end = start + (nint)most;
        (int repeat0, int repeat1, int repeat2) = (_repeat0, _repeat1, _repeat2);
        for (int i = 0; i < count; i++)
        {
            ulong lengthEntry = lengthEntries[lengthState];
            ulong offsetEntry = offsetEntries[offsetState];
            ulong matchEntry = matchEntries[matchState];
            bool isLong = (byte)lengthEntry + (byte)offsetEntry + (byte)matchEntry > BitsAtHand;
            reader.Fill();
            long offsetValue = (long)(offsetEntry >> 32) + (uint)reader.Read((byte)offsetEntry);
            if (isLong)
            {
                reader.Fill();
            }

            int matchLength = (int)(matchEntry >> 32) + reader.Read((byte)matchEntry);
            int literalLength = (int)(lengthEntry >> 32) + reader.Read((byte)lengthEntry);
            int offset;
            if (offsetValue > 3)
            {
                if (offsetValue - 3 > int.MaxValue)
                {
                    throw NotThere();
                }

                offset = (int)(offsetValue - 3);
                (repeat1, repeat2) = (repeat0, repeat1);
            }
            else
            {
                // Without literals before it, the last offset makes no sense and the codes mean the next ones.
                int which = (int)offsetValue - 1 + (literalLength == 0 ? 1 : 0);
                offset = which switch
                {
                    0 => repeat0,
                    1 => repeat1,
                    2 => repeat2,
                    _ => repeat0 - 1,
                };
                repeat2 = which >= 2 ? repeat1 : repeat2;
                repeat1 = which >= 1 ? repeat0 : repeat1;
            }

            repeat0 = offset;
            if (i + 1 < count)
            {
                if (isLong)
                {
                    reader.Fill();
                }

                lengthState = (ushort)(lengthEntry >> 16) + reader.Read((byte)(lengthEntry >> 8));
                matchState = (ushort)(matchEntry >> 16) + reader.Read((byte)(matchEntry >> 8));
                offsetState = (ushort)(offsetEntry >> 16) + reader.Read((byte)(offsetEntry >> 8));
            }

            if (literalLength > literalCount - from || literalLength + (nint)matchLength > end - to)
            {
                throw new InvalidDataException("a block is longer than its frame allows");
            }

            Copy(ref literals, from, ref target, to, literalLength);
            from += literalLength;
            to += literalLength;
            nint match = to - offset;
            if (match < frameStart || offset <= 0)
            {
                throw NotThere();
            }

            if (offset >= Wide)
            {
                Copy(ref target, match, ref target, to, matchLength);
            }
            else
            {
                NearCopy.Copy(ref target, to, offset, matchLength);
            }

            to += matchLength;
        }

        if (reader.Left != 0)
        {
            throw new InvalidDataException("a block has another length than it says");
        }

        (_repeat0, _repeat1, _repeat2) = (repeat0, repeat1, repeat2);
        int rest = literalCount - (int)from;
        if (rest > end - to)
        {
            throw new InvalidDataException("a block is longer than its frame allows");
        }

        _literals.AsSpan((int)from, rest).CopyTo(output.AsSpan((int)to));
        return (int)to + rest - start;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(ref byte source, nint from, ref byte target, nint to, nint length)
    {
        nint end = to + length;
        do
        {
            Vector128.LoadUnsafe(ref source, (nuint)from).StoreUnsafe(ref target, (nuint)to);
            from += Wide;
            to += Wide;
        }
        while (to < end);
    }

    private static InvalidDataException TooShort() => new("a block ends too early");

    private static InvalidDataException NotThere() => new("a copy refers to what is not there");
}
