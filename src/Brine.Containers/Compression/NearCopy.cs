using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Brine.Containers;

/// <summary>Copies of what lies fewer than sixteen bytes back, and so overlaps its own source: a pattern that goes on and on.</summary>
internal static class NearCopy
{
    /// <summary>How far the numbers of one offset lie from those of the next.</summary>
    internal const int Stride = 32;

    private const int Wide = 16;

    /// <summary>
    /// For offset n, from n times <see cref="Stride"/> on, thirty-two numbers that count 0 to n - 1 over and over: which byte behind the
    /// start of the pattern comes when. The last offset is sixteen, which shuffles nothing.
    /// </summary>
    internal static readonly byte[] Patterns = MakePatterns();

    /// <summary>The largest multiple of an offset that is no more than sixteen.</summary>
    private static ReadOnlySpan<byte> Steps => [0, 16, 16, 15, 16, 15, 12, 14, 16, 9, 10, 11, 12, 13, 14, 15];

    /// <summary>Copies; up to 15 bytes behind the last byte may be written.</summary>
    /// <param name="target">What <paramref name="to"/> counts from.</param>
    /// <param name="to">Where to write; <paramref name="offset"/> bytes before it are there.</param>
    /// <param name="offset">How far back the source is: 1 to 15.</param>
    /// <param name="length">How many bytes, one at least.</param>
    internal static void Copy(ref byte target, nint to, nint offset, nint length) =>
        Copy(ref MemoryMarshal.GetArrayDataReference(Patterns), ref target, to, offset, length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Copy(ref byte patterns, ref byte target, nint to, nint offset, nint length)
    {
        // Bytes behind the pattern may be anything: no index refers to them. Each step writes the pattern a whole number of times.
        nint end = to + length;
        var bytes = Vector128.LoadUnsafe(ref target, (nuint)(to - offset));
        Vector128<byte> pattern = Vector128.ShuffleNative(bytes, Vector128.LoadUnsafe(ref patterns, (nuint)(offset * Stride)));
        nint step = Steps[(int)offset];
        do
        {
            pattern.StoreUnsafe(ref target, (nuint)to);
            to += step;
        }
        while (to < end);
    }

    private static byte[] MakePatterns()
    {
        var patterns = new byte[(Wide + 1) * Stride];
        for (int i = Stride; i < patterns.Length; i++)
        {
            patterns[i] = (byte)(i % Stride % (i / Stride));
        }

        return patterns;
    }
}
