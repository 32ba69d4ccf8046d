using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Brine.Containers;

/// <summary>Takes the first match that one table of places has: the last place of each hash of six bytes.</summary>
internal sealed class ZstdFastMatcher : ZstdMatcher
{
    private const int HashBits = 15;

    private readonly int[] _places = new int[1 << HashBits];

    internal override void Move(int bytes) => Move(_places, bytes);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override int Search(ref byte data, int start, int end, int low, ZstdSequences sequences)
    {
        ref int places = ref MemoryMarshal.GetArrayDataReference(_places);
        int limit = end - Margin, first = start;
        for (int at = start; at < limit;)
        {
            ulong word = Read8(ref data, at);
            ref int place = ref Unsafe.Add(ref places, Hash(word));
            int earlier = place;
            place = at;
            int repeat = at + 1 - sequences.Repeat;
            int length;
            if (repeat >= low && Read4(ref data, repeat) == Read4(ref data, at + 1))
            {
                at++;
                length = 4 + Common(ref data, repeat + 4, at + 4, end);
                earlier = repeat;
            }
            else if (earlier >= low && Read4(ref data, earlier) == (uint)word)
            {
                length = 4 + Common(ref data, earlier + 4, at + 4, end);
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
                Unsafe.Add(ref places, Hash(Read8(ref data, middle))) = middle;
                Unsafe.Add(ref places, Hash(Read8(ref data, at - 2))) = at - 2;
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
            _places[Hash(Read8(ref data, at))] = at;
            sequences.Add(ref data, at, 0, at - earlier, length);
            at += length;
        }

        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Hash(ulong word) => (int)(((word << 16) * 0xCF1B_BCDC_B7A5_6463) >> (64 - HashBits));
}
