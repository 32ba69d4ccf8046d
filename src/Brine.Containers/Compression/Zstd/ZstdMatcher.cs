using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Brine.Containers;

/// <summary>
/// Finds the sequences of a block. Places are indices into one buffer that holds the window, the block and sixteen bytes more; the tables
/// hold places, and one from before the window is none. All places are the matcher's own, none comes from a file: they lie at least eight
/// bytes before the end of the block where eight bytes are read.
/// </summary>
internal abstract class ZstdMatcher
{
    /// <summary>How many bytes there must be to look for a match.</summary>
    protected const int Margin = 8;

    /// <summary>A table's entry for no place; the content of the buffer begins behind it.</summary>
    internal const int Nowhere = 0;

    /// <summary>After every so many bytes without a match one more is passed over at a time.</summary>
    protected const int SkipLog = 8;

    /// <summary>The matcher of a level.</summary>
    internal static ZstdMatcher Of(int level, int windowLog) => level switch
    {
        <= 1 => new ZstdFastMatcher(),
        <= 4 => new ZstdDoubleMatcher(level),
        _ => new ZstdLazyMatcher(level, windowLog),
    };

    /// <summary>Finds the sequences of a block.</summary>
    /// <param name="buffer">The window and the block.</param>
    /// <param name="start">Where the block begins.</param>
    /// <param name="end">Where it ends; sixteen bytes follow.</param>
    /// <param name="low">The first place of the window.</param>
    /// <param name="sequences">Takes what is found.</param>
    internal void Find(byte[] buffer, int start, int end, int low, ZstdSequences sequences)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end + 16, buffer.Length);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(low, Nowhere);
        ArgumentOutOfRangeException.ThrowIfLessThan(start, low);
        ref byte data = ref MemoryMarshal.GetArrayDataReference(buffer);
        int done = end - start > Margin ? Search(ref data, start, end, low, sequences) : start;
        sequences.AddLast(ref data, done, end - done);
    }

    /// <summary>Says that the content of the buffer was moved down.</summary>
    internal abstract void Move(int bytes);

    /// <returns>The place behind the last match.</returns>
    protected abstract int Search(ref byte data, int start, int end, int low, ZstdSequences sequences);

    /// <summary>Places in a table after a move; those from before the buffer are none.</summary>
    protected static void Move(int[] places, int bytes)
    {
        foreach (ref int place in places.AsSpan())
        {
            place = Math.Max(place - bytes, Nowhere);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static uint Read4(ref byte data, int at) => Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref data, at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static ulong Read8(ref byte data, int at) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref data, at));

    /// <summary>How many bytes are the same from two places on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static int Common(ref byte data, int earlier, int at, int end)
    {
        int start = at;
        while (at <= end - sizeof(ulong))
        {
            ulong difference = Read8(ref data, at) ^ Read8(ref data, earlier);
            if (difference != 0)
            {
                return at - start + (BitOperations.TrailingZeroCount(difference) >> 3);
            }

            at += sizeof(ulong);
            earlier += sizeof(ulong);
        }

        while (at < end && Unsafe.Add(ref data, at) == Unsafe.Add(ref data, earlier))
        {
            at++;
            earlier++;
        }

        return at - start;
    }

    /// <summary>How many bytes before two places are the same, of those that are still literals.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static int CommonBefore(ref byte data, int earlier, int at, int low, int first)
    {
        int count = 0;
        while (at - count > first && earlier - count > low
            && Unsafe.Add(ref data, at - count - 1) == Unsafe.Add(ref data, earlier - count - 1))
        {
            count++;
        }

        return count;
    }
}
