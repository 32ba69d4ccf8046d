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

    private const int BlockBits = 20;

    [ThreadStatic]
    private static long t_next;

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

    // Each thread counts within blocks of its own.
    private static long NewBlock() => (Interlocked.Increment(ref s_blocks) << BlockBits) | 1;
}
