using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Brine.Containers;

/// <summary>Looks along chains of places with the same hash of four bytes for the longest match, and waits a byte or two for a better
/// one.</summary>
internal sealed class ZstdLazyMatcher : ZstdMatcher
{
    private const int HashBits = 17;

    /// <summary>A match of this length is good enough to stop.</summary>
    private const int Nice = 256;

    private readonly int[] _places = new int[1 << HashBits];
    private readonly int[] _chain;
    private readonly int _mask;
    private readonly int _depth;
    private readonly int _patience;
    private int _next;

    internal ZstdLazyMatcher(int level, int windowLog)
    {
        _chain = new int[1 << windowLog];
        _mask = _chain.Length - 1;
        _depth = level switch { 5 => 4, 6 => 8, 7 => 12, 8 => 16, _ => 24 };
        _patience = level < 7 ? 1 : 2;
    }

    internal override void Move(int bytes)
    {
        // Chains go by the low bits of places, which a move by whole windows leaves as they are.
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes & _mask, 0);
        Move(_places, bytes);
        Move(_chain, bytes);
        _next = Math.Max(_next - bytes, Nowhere);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override int Search(ref byte data, int start, int end, int low, ZstdSequences sequences)
    {
        _next = Math.Max(_next, low);
        int limit = end - Margin, first = start;
        for (int at = start; at < limit;)
        {
            (int length, int distance, int gain) = Best(ref data, at, end, low, sequences, at > first);
            if (length < 4)
            {
                at += 1 + ((at - first) >> SkipLog);
                continue;
            }

            for (int waited = 0; waited < _patience && at + 1 < limit && length < Nice; waited++)
            {
                (int later, int laterDistance, int laterGain) = Best(ref data, at + 1, end, low, sequences, hasLiterals: true);
                if (later < 4 || laterGain <= gain + 4)
                {
                    break;
                }

                (at, length, distance, gain) = (at + 1, later, laterDistance, laterGain);
            }

            int before = CommonBefore(ref data, at - distance, at, low, first);
            (at, length) = (at - before, length + before);
            sequences.Add(ref data, first, at - first, distance, length);
            first = at += length;
        }

        return first;
    }

    /// <summary>The match of a place that pays most: four points a byte, less the bits of its offset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (int Length, int Distance, int Gain) Best(ref byte data, int at, int end, int low, ZstdSequences sequences, bool hasLiterals)
    {
        int length = 0, distance = 0, gain = 0;
        int repeat = hasLiterals ? sequences.Repeat : sequences.SecondRepeat;
        uint word = Read4(ref data, at);
        if (at - repeat >= low && Read4(ref data, at - repeat) == word)
        {
            length = 4 + Common(ref data, at - repeat + 4, at + 4, end);
            (distance, gain) = (repeat, (4 * length) + 1);
        }

        int earlier = Insert(ref data, at);
        int lowest = Math.Max(low, at - _mask);
        for (int tries = _depth; tries > 0 && earlier >= lowest && length < Nice; tries--)
        {
            // What does not end as the best so far is no longer.
            if (Read4(ref data, earlier) == word
                && (length < 4 || Read4(ref data, earlier + length - 3) == Read4(ref data, at + length - 3)))
            {
                int found = 4 + Common(ref data, earlier + 4, at + 4, end);
                int foundGain = (4 * found) - int.Log2(at - earlier + 3);
                if (found > length && foundGain > gain)
                {
                    (length, distance, gain) = (found, at - earlier, foundGain);
                    if (at + found >= end)
                    {
                        break;
                    }
                }
            }

            int next = _chain[earlier & _mask];
            earlier = next < earlier ? next : Nowhere;
        }

        return (length, distance, gain);
    }

    /// <summary>Takes in the places up to this one.</summary>
    /// <returns>The last place before it with its hash.</returns>
    private int Insert(ref byte data, int at)
    {
        ref int places = ref MemoryMarshal.GetArrayDataReference(_places);
        ref int chain = ref MemoryMarshal.GetArrayDataReference(_chain);
        for (; _next < at; _next++)
        {
            ref int head = ref Unsafe.Add(ref places, Hash(Read4(ref data, _next)));
            Unsafe.Add(ref chain, _next & _mask) = head;
            head = _next;
        }

        return Unsafe.Add(ref places, Hash(Read4(ref data, at)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Hash(uint word) => (int)((word * 2654435761u) >> (32 - HashBits));
}
