using System.Numerics;
using System.Runtime.CompilerServices;

namespace Brine.Containers;

/// <summary>Unpacks bzip2, one stream or several, its blocks on all processors.</summary>
internal static class Bzip2Decoder
{
    internal const ulong BlockMagic = 0x314159265359;
    internal const ulong EndMagic = 0x177245385090;
    private const int MagicBits = 48;
    private const int HeaderLength = 4;

    /// <summary>What is read at once for what stands between blocks.</summary>
    private const int HeaderWindow = 512;

    /// <summary>A mark and a checksum, at any bit, and what a reader looks at behind them.</summary>
    private const int MostBetween = 32;

    /// <summary>Runs are expanded so many bytes at a time, which can become <see cref="MostExpanded"/>.</summary>
    private const int Piece = 4096;
    private const int MostExpanded = (Piece / 5 * 259) + 8;

    /// <summary>What the first block says of the others, and some more.</summary>
    private const double FirstGuess = 1.12;

    internal static void Unpack(PackedInput packed, UnpackedBuffer output)
    {
        using var ahead = new Bzip2ReadAhead(packed);
        using PackedInput headers = packed.Fork(HeaderWindow);
        long position = 0;
        do
        {
            position = UnpackStream(headers, position, ahead, output);
        }
        while (HasStream(headers.At((int)(position >> 3), HeaderLength)));
    }

    /// <summary>Whether another stream follows. Like Python, what is no stream behind the first one is passed over.</summary>
    private static bool HasStream(ReadOnlySpan<byte> data) =>
        data.Length >= 4 && data.StartsWith("BZh"u8) && data[3] is >= (byte)'1' and <= (byte)'9';

    private static long UnpackStream(PackedInput packed, long position, Bzip2ReadAhead ahead, UnpackedBuffer output)
    {
        ReadOnlySpan<byte> header = packed.At((int)(position >> 3), HeaderLength);
        if (!HasStream(header))
        {
            throw new InvalidDataException("the header is corrupt or cut off");
        }

        int blockSize = (header[3] - '0') * 100_000;
        position += 32;
        uint combined = 0;
        while (true)
        {
            var reader = new BigEndianBitReader(packed.At((int)(position >> 3), MostBetween), position & 7);
            ulong magic = ((ulong)reader.Read(24) << 24) | reader.Read(24);
            if (magic == EndMagic)
            {
                uint expected = reader.Read(32);
                if (reader.IsBeyondEnd)
                {
                    throw new InvalidDataException("it ends too early");
                }

                return expected == combined ? ((position & ~7L) + reader.Position + 7) / 8 * 8
                    : throw new InvalidDataException("the checksum of a stream does not match");
            }

            if (magic != BlockMagic)
            {
                throw new InvalidDataException(reader.IsBeyondEnd ? "it ends too early"
                    : "there is neither a block nor the end where one must be");
            }

            Bzip2BlockDecoder block = ahead.Take(position + MagicBits, blockSize);
            int start = output.Count;
            ReadOnlySpan<byte> runs = block.Bytes.AsSpan(0, block.Count);
            if (start == 0)
            {
                // The blocks that follow are about as long as this one.
                output.Expect((long)(Expand(runs, default, isLast: true, out _) * FirstGuess * packed.Length / Math.Max(1, block.End / 8)));
            }

            ExpandRuns(runs, output);
            output.Consumed = block.End / 8;
            uint checksum = Bzip2Checksum.Of(output.Written.Span[start..]);
            if (checksum != block.Checksum)
            {
                throw new InvalidDataException("the checksum of a block does not match");
            }

            combined = BitOperations.RotateLeft(combined, 1) ^ checksum;
            position = block.End;
            ahead.Return(block);
        }
    }

    /// <summary>Four equal bytes are followed by a count of more of them.</summary>
    private static void ExpandRuns(ReadOnlySpan<byte> block, UnpackedBuffer output)
    {
        // A piece at a time: a block of nothing but runs meets the limits early, and is counted first only where there is little room.
        while (!block.IsEmpty)
        {
            ReadOnlySpan<byte> piece = block[..Math.Min(block.Length, Piece)];
            bool isLast = piece.Length == block.Length;
            Span<byte> room = output.RoomFor(0, MostExpanded) == MostExpanded ? output.Room(0)
                : output.Room(Expand(piece, default, isLast, out _));
            output.Advance(Expand(piece, room, isLast, out int taken));
            block = block[taken..];
        }
    }

    /// <summary>Expands a piece; without room it only counts.</summary>
    /// <returns>How many bytes come of it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Expand(ReadOnlySpan<byte> piece, Span<byte> room, bool isLast, out int taken)
    {
        bool isCounting = room.IsEmpty;
        int made = 0;
        int i = 0;
        while (i < piece.Length)
        {
            byte value = piece[i];
            if (i + 3 < piece.Length)
            {
                if (piece[i + 1] != value || piece[i + 2] != value || piece[i + 3] != value)
                {
                    if (!isCounting)
                    {
                        room[made] = value;
                    }

                    made++;
                    i++;
                    continue;
                }

                if (i + 4 == piece.Length)
                {
                    if (isLast)
                    {
                        throw new InvalidDataException("a run has no length");
                    }

                    break;
                }

                int length = 4 + piece[i + 4];
                if (!isCounting)
                {
                    room.Slice(made, length).Fill(value);
                }

                made += length;
                i += 5;
                continue;
            }

            if (!isLast)
            {
                break;
            }

            if (!isCounting)
            {
                room[made] = value;
            }

            made++;
            i++;
        }

        taken = i;
        return made;
    }
}
