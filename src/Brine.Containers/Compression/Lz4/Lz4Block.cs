using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Brine.Containers;

/// <summary>Unpacks one LZ4 block: runs of literals, each followed by a copy from what was unpacked before.</summary>
internal static unsafe class Lz4Block
{
    private const int Wide = 16;
    private const int MinMatch = 4;

    /// <summary>A length of fifteen goes on in the bytes that follow.</summary>
    private const int LongLength = 15;

    /// <summary>What a sequence of the fast loop reads at most before it counts again: token, length, literals, offset, length, and what a
    /// wide read takes more.</summary>
    private const int InputMargin = 1 + 1 + 2 + 1 + (2 * Wide);

    /// <summary>What a sequence of the fast loop may write behind the place where it must stop.</summary>
    private const int OutputMargin = 64;

    /// <summary>Unpacks a block.</summary>
    /// <param name="block">The packed bytes.</param>
    /// <param name="output">The array that is written; it also holds what copies may refer to.</param>
    /// <param name="windowStart">The first byte that a copy may refer to.</param>
    /// <param name="start">Where to write.</param>
    /// <param name="most">How many bytes the block may have; nothing is written behind them, so that another thread may write
    /// there.</param>
    /// <returns>How many bytes it had.</returns>
    internal static int Unpack(ReadOnlySpan<byte> block, byte[] output, int windowStart, int start, int most)
    {
        if (windowStart < 0 || windowStart > start || most < 0 || (long)start + most > output.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(most));
        }

        fixed (byte* source = block, target = output, patterns = NearCopy.Patterns)
        {
            byte* from = source;
            byte* to = target + start;
            byte* inEnd = source + block.Length;
            byte* outEnd = to + most;
            do
            {
                // Where no margin is left there is no such pointer: the differences are compared as numbers.
                if (inEnd - from > InputMargin && outEnd - to > OutputMargin)
                {
                    UnpackSimple(ref from, ref to, inEnd - InputMargin, outEnd - OutputMargin, target + windowStart, patterns);
                }
            }
            while (UnpackSequence(ref from, ref to, inEnd, outEnd, target + windowStart, patterns));
            return (int)(to - (target + start));
        }
    }

    /// <summary>How many bytes a block has, unpacked: the lengths of its sequences alone are read. A block that is cut off is counted as
    /// far as it goes.</summary>
    internal static long Measure(ReadOnlySpan<byte> block)
    {
        long count = 0;
        int at = 0;
        while (at < block.Length)
        {
            int token = block[at++];
            long literals = Length(token >> 4, block, ref at);
            count += literals;
            if (literals > block.Length - at - 2)
            {
                break;
            }

            at += (int)literals + 2;
            count += MinMatch + Length(token & LongLength, block, ref at);
        }

        return count;
    }

    private static long Length(int length, ReadOnlySpan<byte> block, ref int at)
    {
        long all = length;
        for (int more = 255; length == LongLength && more == 255 && at < block.Length;)
        {
            more = block[at++];
            all += more;
        }

        return all;
    }

    /// <summary>Unpacks sequences as long as they are simple; stops before one that has very long lengths, comes near an end, or is
    /// wrong.</summary>
    /// <remarks>
    /// No access leaves its array. At the start of a sequence <c>from &lt;= inFast</c>, which is <see cref="InputMargin"/> before the end
    /// of the block, and <c>to &lt;= outFast</c>, which is <see cref="OutputMargin"/> = 64 bytes before the end of what may be written.
    /// Fewer than sixteen literals are written as sixteen, the shortest matches as thirty-two: 14 + 32 bytes behind <c>outFast</c> before
    /// <c>to</c> is compared again. What is longer is compared before it is copied, literals with both ends, and is then written in whole
    /// steps of at most thirty-two. A copy begins at or behind <c>window</c>, and reads no farther than it writes.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void UnpackSimple(ref byte* input, ref byte* output, byte* inFast, byte* outFast, byte* window, byte* patterns)
    {
        byte* from = input;
        byte* to = output;
        while (from <= inFast)
        {
            byte* sequence = from;
            byte* sequenceTo = to;
            uint token = *from++;
            nint length = (nint)(token >> 4);
            if (length < LongLength)
            {
                Vector128.Store(Vector128.Load(from), to);
            }
            else
            {
                nint more = *from++;
                length += more;
                if (more == 255 || length > inFast - from || length > outFast - to)
                {
                    from = sequence;
                    to = sequenceTo;
                    break;
                }

                for (nint i = 0; i < length; i += 2 * Wide)
                {
                    Vector256.Store(Vector256.Load(from + i), to + i);
                }
            }

            from += length;
            to += length;
            nint offset = BitConverter.IsLittleEndian ? Unsafe.ReadUnaligned<ushort>(from)
                : BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ushort>(from));
            from += 2;
            length = (nint)(token & LongLength);
            byte* match = to - offset;

            // Also says no to an offset of zero, which becomes the largest number.
            if ((nuint)(offset - 1) >= (nuint)(to - window))
            {
                from = sequence;
                to = sequenceTo;
                break;
            }

            if (length < LongLength)
            {
                // What is wide enough is shuffled into itself: there is no branch to guess.
                nint narrow = (offset - Wide) >> 63;
                byte* pattern = patterns + (NearCopy.Stride * (Wide + ((offset - Wide) & narrow)));
                Vector128.Store(Vector128.ShuffleNative(Vector128.Load(match), Vector128.Load(pattern)), to);
                if (length > Wide - MinMatch)
                {
                    Vector128.Store(Vector128.ShuffleNative(Vector128.Load(match + (Wide & ~narrow)), Vector128.Load(pattern + Wide)),
                        to + Wide);
                }

                to += length + MinMatch;
                if (to > outFast)
                {
                    from = sequence;
                    to = sequenceTo;
                    break;
                }

                continue;
            }

            nint further = *from++;
            length += MinMatch + further;
            if (further == 255 || length > outFast - to)
            {
                from = sequence;
                to = sequenceTo;
                break;
            }

            CopyMatch(to, offset, length, patterns);
            to += length;
        }

        input = from;
        output = to;
    }

    /// <summary>Unpacks one sequence of any kind, all of it counted first.</summary>
    /// <returns>False behind the last one.</returns>
    private static bool UnpackSequence(ref byte* from, ref byte* to, byte* inEnd, byte* outEnd, byte* window, byte* patterns)
    {
        if (from == inEnd)
        {
            // The last token of a block has literals only: a block that ends behind a copy was cut off.
            throw TooShort();
        }

        int token = *from++;
        nint length = token >> 4;
        length += length == LongLength ? ReadLength(ref from, inEnd) : 0;
        if (length > inEnd - from)
        {
            throw TooShort();
        }

        if (length > outEnd - to)
        {
            throw TooLong();
        }

        Unsafe.CopyBlockUnaligned(to, from, (uint)length);
        from += length;
        to += length;
        if (from == inEnd)
        {
            return false;
        }

        if (inEnd - from < 2)
        {
            throw TooShort();
        }

        nint offset = BinaryPrimitives.ReadUInt16LittleEndian(new ReadOnlySpan<byte>(from, 2));
        from += 2;
        length = token & LongLength;
        length += MinMatch + (length == LongLength ? ReadLength(ref from, inEnd) : 0);
        if (offset == 0 || offset > to - window)
        {
            throw new InvalidDataException("a copy refers to what is not there");
        }

        if (length > outEnd - to)
        {
            throw TooLong();
        }

        if (length < outEnd - to - OutputMargin)
        {
            CopyMatch(to, offset, length, patterns);
            to += length;
            return true;
        }

        for (; length > 0; length--)
        {
            *to = *(to - offset);
            to++;
        }

        return true;
    }

    /// <summary>Copies what was unpacked before, in steps that may write up to 31 bytes behind the last byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyMatch(byte* to, nint offset, nint length, byte* patterns)
    {
        byte* end = to + length;
        if (offset >= 2 * Wide)
        {
            do
            {
                Vector256.Store(Vector256.Load(to - offset), to);
                to += 2 * Wide;
            }
            while (to < end);
        }
        else if (offset >= Wide)
        {
            do
            {
                Vector128.Store(Vector128.Load(to - offset), to);
                to += Wide;
            }
            while (to < end);
        }
        else
        {
            NearCopy.Copy(ref *patterns, ref *to, 0, offset, length);
        }
    }

    private static nint ReadLength(ref byte* from, byte* inEnd)
    {
        nint length = 0;
        byte more;
        do
        {
            more = from < inEnd ? *from++ : throw TooShort();
            length += more;
        }
        while (more == 255);
        return length;
    }

    private static InvalidDataException TooShort() => new("a block ends too early");

    private static InvalidDataException TooLong() => new("a block is longer than its frame allows");
}
