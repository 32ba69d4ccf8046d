using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Brine.Containers;

/// <summary>Looks into two tables of places, one for eight bytes and one for five, and takes a long match before a short one.</summary>
internal sealed class ZstdDoubleMatcher : ZstdMatcher
{
    private readonly int[] _long;
    private readonly int[] _short;
    private readonly int _longShift;
    private readonly int _shortShift;

    internal ZstdDoubleMatcher(int level)
    {
        int longBits = level < 4 ? 16 : 18, shortBits = level < 3 ? 15 : 16;
        _long = new int[1 << longBits];
        _short = new int[1 << shortBits];
        (_longShift, _shortShift) = (64 - longBits, 64 - shortBits);
    }

    internal override void Move(int bytes)
    {
        Move(_long, bytes);
        Move(_short, bytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override int Search(ref byte data, int start, int end, int low, ZstdSequences sequences)
    {
        ref int longs = ref MemoryMarshal.GetArrayDataReference(_long);
        ref int shorts = ref MemoryMarshal.GetArrayDataReference(_short);
        int limit = end - Margin, first = start;
        for (int at = start; at < limit;)
        {
            ulong word = Read8(ref data, at);
            ref int longPlace = ref Unsafe.Add(ref longs, HashOfEight(word));
            ref int shortPlace = ref Unsafe.Add(ref shorts, HashOfFive(word));
            int earlier = longPlace, near = shortPlace;
            longPlace = shortPlace = at;
            int repeat = at + 1 - sequences.Repeat;
            int length;
            if (repeat >= low && Read4(ref data, repeat) == Read4(ref data, at + 1))
            {
                at++;
                earlier = repeat;
                length = 4 + Common(ref data, repeat + 4, at + 4, end);
            }
            else if (earlier >= low && Read8(ref data, earlier) == word)
            {
                length = 8 + Common(ref data, earlier + 8, at + 8, end);
                int before = CommonBefore(ref data, earlier, at, low, first);
                (at, earlier, length) = (at - before, earlier - before, length + before);
            }
            else if (near >= low && Read4(ref data, near) == (uint)word)
            {
                // A long match may begin one byte later.
                ulong next = Read8(ref data, at + 1);
                ref int nextPlace = ref Unsafe.Add(ref longs, HashOfEight(next));
                earlier = nextPlace;
                nextPlace = at + 1;
                if (earlier >= low && Read8(ref data, earlier) == next)
                {
                    at++;
                    length = 8 + Common(ref data, earlier + 8, at + 8, end);
                }
                else
                {
                    earlier = near;
                    length = 4 + Common(ref data, earlier + 4, at + 4, end);
                }

                int before = CommonBefore(ref data, earlier, at, low, first);
                (at, earlier, length) = (at - before, earlier - before, length + before);
            }
            else
            {
                at += 1 + ((at - first) >> SkipLog);
                continue;
            }

            sequences.Add(ref data, first, at - first, at - earlier, length);
            int middle = at + 2;
            first = at += length;
            if (at < limit)
            {
                Insert(ref data, middle);
                Insert(ref data, at - 2);
                at = first = TakeRepeats(ref data, at, end, low, sequences);
            }
        }

        return first;
    }

    /// <summary>Takes the offset before the last one for as long as it goes on.</summary>
    private int TakeRepeats(ref byte data, int at, int end, int low, ZstdSequences sequences)
    {
        while (at < end - Margin && at - sequences.SecondRepeat is var earlier && earlier >= low
            && Read4(ref data, earlier) == Read4(ref data, at))
        {
            int length = 4 + Common(ref data, earlier + 4, at + 4, end);
            Insert(ref data, at);
            sequences.Add(ref data, at, 0, at - earlier, length);
            at += length;
        }

        return at;
    }

    private void Insert(ref byte data, int at)
    {
        ulong word = Read8(ref data, at);
        _long[HashOfEight(word)] = at;
        _short[HashOfFive(word)] = at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int HashOfEight(ulong word) => (int)((word * 0xCF1B_BCDC_B7A5_6463) >> _longShift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int HashOfFive(ulong word) => (int)(((word << 24) * 0xCF1B_BCDC_BB) >> _shortShift);
}
