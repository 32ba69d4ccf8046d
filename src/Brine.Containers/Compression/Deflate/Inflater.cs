using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Brine.Containers;

/// <summary>
/// Unpacks deflate, the data inside zlib and gzip. The runtime's own streams take a file that is cut off for one that ends there;
/// a model must not lose its last trees in silence.
/// </summary>
internal sealed class Inflater
{
    private const int Wide = 16;
    private const int LongestMatch = 258;

    /// <summary>What a step may write behind the place where a piece stops: two literals and a match.</summary>
    private const int Overshoot = 2 + LongestMatch;

    /// <summary>How much is written before the room is looked at again.</summary>
    private const int Piece = 1 << 16;

    /// <summary>The header of a block and its codes take less.</summary>
    private const int MostHeader = 1024;

    /// <summary>A piece takes less: no byte of it more than two, and what is looked up ahead.</summary>
    private const int MostPacked = (2 * (Piece + Overshoot)) + 64;

    private static readonly uint[] LiteralMeanings = Literals();
    private static readonly uint[] DistanceMeanings = Distances();
    private static readonly uint[] LengthMeanings = [
        .. Enumerable.Range(0, 19).Select(symbol => InflateTable.IsLiteral | ((uint)symbol << 16))];

    private readonly InflateTable _literals = new(11, (1 << 11) + (288 * 16));
    private readonly InflateTable _distances = new(9, (1 << 9) + (32 * 64));
    private readonly InflateTable _lengths = new(7, 1 << 7);

    private PackedInput _packed = PackedInput.Of(default);

    /// <summary>Where in the packed data the part starts that the bits are read from.</summary>
    private int _partStart;

    private static ReadOnlySpan<byte> LengthOrder => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    /// <summary>Unpacks one stream.</summary>
    /// <returns>How many bytes of the data it took.</returns>
    internal int Unpack(PackedInput packed, int position, UnpackedBuffer output)
    {
        _packed = packed;
        _partStart = position;
        InflateBits bits = default;
        int start = output.Count;
        bool isLast;
        do
        {
            Supply(ref bits, MostHeader);
            isLast = bits.Read(1) != 0;
            switch (bits.Read(2))
            {
                case 0:
                    CopyStored(ref bits, output);
                    break;
                case 1:
                    BuildFixed();
                    UnpackBlock(ref bits, output, start);
                    break;
                case 2:
                    ReadCodes(ref bits);
                    UnpackBlock(ref bits, output, start);
                    break;
                default:
                    throw new InvalidDataException("a block is of no known kind");
            }

            ThrowIfBeyondEnd(bits);
        }
        while (!isLast);

        output.Consumed = _partStart + bits.Align();
        return _partStart + bits.Align() - position;
    }

    /// <summary>Lets the bits see so many bytes, or all that there are.</summary>
    private void Supply(ref InflateBits bits, int least)
    {
        if (bits.Left < least && _partStart + bits.Next + Math.Max(0, bits.Left) < _packed.Length)
        {
            _partStart += bits.Next;
            bits.GoOn(_packed.At(_partStart, least));
        }
    }

    /// <summary>Drops the rest of a byte and gives the bytes that follow.</summary>
    private ReadOnlySpan<byte> TakeBytes(ref InflateBits bits, int count)
    {
        _partStart += bits.Align();
        ReadOnlySpan<byte> part = _packed.At(_partStart, count);
        if (count > part.Length)
        {
            throw TooShort();
        }

        bits.Restart(part, count);
        return part[..count];
    }

    private void ThrowIfBeyondEnd(in InflateBits bits)
    {
        if (_partStart + bits.Align() > _packed.Length)
        {
            throw TooShort();
        }
    }

    private void CopyStored(ref InflateBits bits, UnpackedBuffer output)
    {
        ReadOnlySpan<byte> header = TakeBytes(ref bits, 4);
        int length = header[0] | (header[1] << 8);
        if (length != (ushort)~(header[2] | (header[3] << 8)))
        {
            throw new InvalidDataException("the length of a block does not match its complement");
        }

        TakeBytes(ref bits, length).CopyTo(output.Room(length));
        output.Advance(length);
    }

    private void BuildFixed()
    {
        Span<byte> lengths = stackalloc byte[288];
        lengths[..144].Fill(8);
        lengths[144..256].Fill(9);
        lengths[256..280].Fill(7);
        lengths[280..].Fill(8);
        _literals.Build(lengths, LiteralMeanings);
        lengths[..32].Fill(5);
        _distances.Build(lengths[..32], DistanceMeanings);
    }

    private void ReadCodes(ref InflateBits bits)
    {
        int literalCount = bits.Read(5) + 257;
        int distanceCount = bits.Read(5) + 1;
        int lengthCount = bits.Read(4) + 4;
        if (literalCount > 286 || distanceCount > 30)
        {
            throw new InvalidDataException("a block has too many codes");
        }

        Span<byte> order = stackalloc byte[19];
        order.Clear();
        for (int i = 0; i < lengthCount; i++)
        {
            order[LengthOrder[i]] = (byte)bits.Read(3);
        }

        _lengths.Build(order, LengthMeanings);
        Span<byte> lengths = stackalloc byte[286 + 30];
        int count = literalCount + distanceCount;
        ReadOnlySpan<uint> entries = _lengths.Entries;
        for (int i = 0; i < count;)
        {
            bits.Fill();
            uint entry = entries[(int)(bits.Bits & 127)];
            int symbol = entry != 0 ? (int)(entry >> 16) : throw NoCode();
            bits.Skip((byte)entry);
            if (symbol < 16)
            {
                lengths[i++] = (byte)symbol;
                continue;
            }

            byte repeated = symbol != 16 ? (byte)0
                : i > 0 ? lengths[i - 1] : throw new InvalidDataException("the first code repeats the one before");
            int times = symbol == 16 ? 3 + bits.Read(2) : symbol == 17 ? 3 + bits.Read(3) : 11 + bits.Read(7);
            if (times > count - i)
            {
                throw new InvalidDataException("a block has too many codes");
            }

            lengths.Slice(i, times).Fill(repeated);
            i += times;
        }

        ThrowIfBeyondEnd(bits);
        if (lengths[256] == 0)
        {
            throw new InvalidDataException("a block has no code for its end");
        }

        _literals.Build(lengths[..literalCount], LiteralMeanings);
        _distances.Build(lengths[literalCount..count], DistanceMeanings);
    }

    private void UnpackBlock(ref InflateBits bits, UnpackedBuffer output, int windowStart)
    {
        while (!UnpackPiece(ref bits, output, windowStart))
        {
            ThrowIfBeyondEnd(bits);
        }
    }

    /// <summary>Unpacks until the block ends, or until a piece is full.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool UnpackPiece(ref InflateBits shared, UnpackedBuffer output, int windowStart)
    {
        Supply(ref shared, MostPacked);
        output.Consumed = _partStart + shared.Align();
        int piece = output.RoomFor(Overshoot + 1, Piece + Overshoot) - Overshoot;
        InflateBits bits = shared;
        ReadOnlySpan<uint> literals = _literals.Entries;
        ReadOnlySpan<uint> distances = _distances.Entries;
        uint literalMask = (1u << _literals.FirstBits) - 1;
        uint distanceMask = (1u << _distances.FirstBits) - 1;
        ref byte target = ref MemoryMarshal.GetArrayDataReference(output.Bytes);
        nint start = output.Count;
        nint to = start;
        nint stop = to + piece;
        bool isAtEnd = false;
        while (to < stop)
        {
            bits.Fill();
            uint entry = literals[(int)((uint)bits.Bits & literalMask)];
            if ((entry & InflateTable.IsLiteral) != 0)
            {
                // A literal takes eleven bits at most: two more symbols can be looked up before bits run out.
                bits.Skip((byte)entry);
                Unsafe.Add(ref target, to++) = (byte)(entry >> 16);
                entry = literals[(int)((uint)bits.Bits & literalMask)];
                if ((entry & InflateTable.IsLiteral) != 0)
                {
                    bits.Skip((byte)entry);
                    Unsafe.Add(ref target, to++) = (byte)(entry >> 16);
                    entry = literals[(int)((uint)bits.Bits & literalMask)];
                    if ((entry & InflateTable.IsLiteral) != 0)
                    {
                        bits.Skip((byte)entry);
                        Unsafe.Add(ref target, to++) = (byte)(entry >> 16);
                        continue;
                    }
                }

                bits.Fill();
            }

            if ((entry & InflateTable.IsPointer) != 0)
            {
                bits.Skip((byte)entry);
                entry = literals[(int)((entry >> 16) + ((uint)bits.Bits & ((1u << (int)((entry >> 8) & 31)) - 1)))];
                if ((entry & InflateTable.IsLiteral) != 0)
                {
                    bits.Skip((byte)entry);
                    Unsafe.Add(ref target, to++) = (byte)(entry >> 16);
                    continue;
                }
            }

            bits.Skip((byte)entry);
            if ((entry & InflateTable.IsEnd) != 0)
            {
                isAtEnd = true;
                break;
            }

            if (entry == 0)
            {
                throw NoCode();
            }

            int extra = (int)((entry >> 8) & 31);
            nint length = (nint)(entry >> 16) + (nint)((uint)bits.Bits & ((1u << extra) - 1));
            bits.Skip(extra);
            entry = distances[(int)((uint)bits.Bits & distanceMask)];
            if ((entry & InflateTable.IsPointer) != 0)
            {
                bits.Skip((byte)entry);
                entry = distances[(int)((entry >> 16) + ((uint)bits.Bits & ((1u << (int)((entry >> 8) & 31)) - 1)))];
            }

            if (entry == 0)
            {
                throw NoCode();
            }

            bits.Skip((byte)entry);
            extra = (int)((entry >> 8) & 31);
            nint distance = (nint)(entry >> 16) + (nint)((uint)bits.Bits & ((1u << extra) - 1));
            bits.Skip(extra);
            nint match = to - distance;
            if (match < windowStart)
            {
                throw new InvalidDataException("a copy refers to what is not there");
            }

            nint end = to + length;
            if (distance >= Wide)
            {
                do
                {
                    Vector128.LoadUnsafe(ref target, (nuint)match).StoreUnsafe(ref target, (nuint)to);
                    match += Wide;
                    to += Wide;
                }
                while (to < end);
            }
            else
            {
                NearCopy.Copy(ref target, to, distance, length);
            }

            to = end;
        }

        shared = bits;
        output.Advance((int)(to - start));
        return isAtEnd;
    }

    private static uint[] Literals()
    {
        var meanings = new uint[288];
        for (uint i = 0; i < 256; i++)
        {
            meanings[i] = InflateTable.IsLiteral | (i << 16);
        }

        meanings[256] = InflateTable.IsEnd;
        uint length = 3;
        for (uint i = 257; i < 285; i++)
        {
            uint extra = i < 265 ? 0 : (i - 261) / 4;
            meanings[i] = (length << 16) | (extra << 8);
            length += 1u << (int)extra;
        }

        // The two symbols behind the longest match stand in the fixed code and mean nothing.
        meanings[285] = LongestMatch << 16;
        return meanings;
    }

    private static uint[] Distances()
    {
        var meanings = new uint[32];
        uint distance = 1;
        for (uint i = 0; i < 30; i++)
        {
            uint extra = i < 4 ? 0 : (i / 2) - 1;
            meanings[i] = (distance << 16) | (extra << 8);
            distance += 1u << (int)extra;
        }

        return meanings;
    }

    private static InvalidDataException TooShort() => new("it ends too early");

    private static InvalidDataException NoCode() => new("a Huffman code is none");
}
