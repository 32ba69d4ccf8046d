using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Brine.Containers;

/// <summary>Packs LZ4 blocks fast: the last place with the same hash is the only one that is tried.</summary>
internal sealed unsafe class Lz4FastPacker
{
    private const int HashBits = 13;
    private const int MinMatch = 4;
    private const int LongLength = 15;

    /// <summary>What does not pack is stepped over faster and faster: a byte more after so many misses.</summary>
    private const int MissesAStep = 64;

    private readonly int[] _heads = new int[1 << HashBits];

    /// <summary>How much room packing may take, wide writes included.</summary>
    internal static int MostPacked(int length) => length + (length / 255) + 64;

    /// <summary>Packs a block.</summary>
    /// <param name="block">What is packed.</param>
    /// <param name="output">Where to; it has <see cref="MostPacked"/> bytes.</param>
    /// <returns>How many bytes it takes.</returns>
    /// <remarks>
    /// No access leaves the spans. A match starts at most at <see cref="Lz4Encoder.LastMatch"/> = 12 bytes before the end, so that eight
    /// bytes can be read there, and its extent is counted up to five bytes before the end. Output: a sequence takes no more than its
    /// literals and matched bytes, but for one byte in 255 literals and the last token; wide writes go up to 15 bytes beyond.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int Pack(ReadOnlySpan<byte> block, Span<byte> output)
    {
        if (output.Length < MostPacked(block.Length))
        {
            throw new ArgumentException("the room is too small", nameof(output));
        }

        // Places of an earlier block would be taken for places of this one.
        Array.Clear(_heads);
        fixed (byte* source = block, target = output)
        fixed (int* heads = _heads)
        {
            byte* to = target;
            int anchor = 0;
            int position = 1;
            int last = block.Length - Lz4Encoder.LastMatch;
            byte* matchEnd = source + block.Length - Lz4Encoder.LastLiterals;
            while (position <= last)
            {
                int found = Find(source, heads, ref position, last);
                if (found < 0)
                {
                    break;
                }

                while (position > anchor && found > 0 && source[position - 1] == source[found - 1])
                {
                    position--;
                    found--;
                }

                to = WriteLiterals(to, source + anchor, position - anchor, wide: position <= block.Length - 16, out byte* token);
                do
                {
                    *(ushort*)to = (ushort)(position - found);
                    to += 2;
                    int more = CountEqual(source + position + MinMatch, source + found + MinMatch, matchEnd);
                    position += MinMatch + more;
                    *token += (byte)Math.Min(more, LongLength);
                    to = more < LongLength ? to : WriteLength(to, more - LongLength);
                    anchor = position;
                    if (position > last)
                    {
                        break;
                    }

                    // Behind a match there is often another one without literals between them.
                    heads[Hash(source + position - 2)] = position - 2;
                    ref int head = ref heads[Hash(source + position)];
                    found = head;
                    head = position;
                    token = to;
                    if (position - found > ushort.MaxValue || *(uint*)(source + found) != *(uint*)(source + position))
                    {
                        position++;
                        break;
                    }

                    *to++ = 0;
                }
                while (true);
            }

            to = WriteLiterals(to, source + anchor, block.Length - anchor, wide: false, out _);
            return (int)(to - target);
        }
    }

    /// <summary>The next place that begins as an earlier one does; -1 where none comes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Find(byte* source, int* heads, ref int position, int last)
    {
        int misses = MissesAStep;
        for (int place = position; place <= last; place += misses++ / MissesAStep)
        {
            ref int head = ref heads[Hash(source + place)];
            int found = head;
            head = place;
            if (*(uint*)(source + found) == *(uint*)(source + place) && place - found <= ushort.MaxValue)
            {
                position = place;
                return found;
            }
        }

        return -1;
    }

    /// <summary>A hash of five bytes: those of four would meet too often in numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Hash(byte* place) => (nuint)(((*(ulong*)place << 24) * 889523592379UL) >> (64 - HashBits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CountEqual(byte* here, byte* there, byte* end)
    {
        byte* start = here;
        while (end - here >= 8)
        {
            ulong difference = *(ulong*)here ^ *(ulong*)there;
            if (difference != 0)
            {
                return (int)(here - start) + (BitOperations.TrailingZeroCount(difference) >> 3);
            }

            here += 8;
            there += 8;
        }

        while (here < end && *here == *there)
        {
            here++;
            there++;
        }

        return (int)(here - start);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* WriteLiterals(byte* to, byte* literals, int length, bool wide, out byte* token)
    {
        token = to++;
        *token = (byte)(Math.Min(length, LongLength) << 4);
        to = length < LongLength ? to : WriteLength(to, length - LongLength);
        if (wide && length <= 16)
        {
            Vector128.Store(Vector128.Load(literals), to);
        }
        else
        {
            Unsafe.CopyBlockUnaligned(to, literals, (uint)length);
        }

        return to + length;
    }

    private static byte* WriteLength(byte* to, int length)
    {
        for (; length >= 255; length -= 255)
        {
            *to++ = 255;
        }

        *to++ = (byte)length;
        return to;
    }
}
