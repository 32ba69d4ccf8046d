using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>
/// Numbers for values, each given once in a process. Values made one after the other have numbers one after the other, so that a
/// table that goes by the number is walked in the order of the file.
/// </summary>
internal static class PyIdentity
{
    /// <summary>The identity of all empty texts: Python has only one, as .NET does.</summary>
    internal const long EmptyText = 1;

    /// <summary>No bound.</summary>
    internal const long Unbound = -1;

    private const int BlockBits = 18;

    [ThreadStatic]
    private static long t_next;

    // How many blocks the thread may still begin, and one, or 0 where nobody counts.
    [ThreadStatic]
    private static long t_blocksLeft;

    private static long s_blocks;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long Next()
    {
        long next = t_next;
        if ((next & ((1L << BlockBits) - 1)) == 0)
        {
            next = NewBlock();
        }

        t_next = next + 1;
        return next;
    }

    /// <summary>Bounds how many more identities the thread is given, to a block of them.</summary>
    /// <returns>What <see cref="Restore"/> takes.</returns>
    internal static long Bound(long count)
    {
        long before = t_blocksLeft;
        long blocks = count < 0 ? 0 : (count >> BlockBits) + 2;
        t_blocksLeft = blocks == 0 ? 0 : before == 0 ? blocks : Math.Max(before, blocks);
        return before;
    }

    /// <summary>How many more identities the thread may be given, about.</summary>
    internal static long Left => t_blocksLeft == 0 ? long.MaxValue : t_blocksLeft << BlockBits;

    internal static void Restore(long before) => t_blocksLeft = before;

    // Each thread counts within blocks of its own.
    private static long NewBlock()
    {
        if (t_blocksLeft > 0 && --t_blocksLeft == 0)
        {
            t_blocksLeft = 1;
            throw new PickleLimitException("LimitValues",
                "the file makes far more values than one of its size does; raise the limits only for a file that you trust");
        }

        return (Interlocked.Increment(ref s_blocks) << BlockBits) | 1;
    }
}
