using System.Numerics;
using System.Runtime.CompilerServices;

namespace Brine.Models;

/// <summary>numpy's <c>np.sum</c> along a contiguous axis (<c>pairwise_sum</c> in numpy's umath loops), in its order of
/// additions.</summary>
internal static class PairwiseSum
{
    private const int BlockSize = 128;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static T Of<T>(ReadOnlySpan<T> values)
        where T : INumber<T>
    {
        int count = values.Length;
        if (count < 8)
        {
            T sum = T.Zero;
            foreach (T value in values)
            {
                sum += value;
            }

            return sum;
        }

        return count <= BlockSize ? OfBlock(values) : OfHalves(values);
    }

    /// <summary>Halves are summed on their own; the depth is the logarithm of the length, so that recursion is safe.</summary>
    private static T OfHalves<T>(ReadOnlySpan<T> values)
        where T : INumber<T>
    {
        int half = values.Length / 2;
        half -= half % 8;
        return Of(values[..half]) + Of(values[half..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T OfBlock<T>(ReadOnlySpan<T> values)
        where T : INumber<T>
    {
        T r0 = values[0], r1 = values[1], r2 = values[2], r3 = values[3], r4 = values[4], r5 = values[5], r6 = values[6], r7 = values[7];
        int i = 8;
        for (; i + 8 <= values.Length; i += 8)
        {
            ReadOnlySpan<T> part = values.Slice(i, 8);
            r0 += part[0];
            r1 += part[1];
            r2 += part[2];
            r3 += part[3];
            r4 += part[4];
            r5 += part[5];
            r6 += part[6];
            r7 += part[7];
        }

        T sum = ((r0 + r1) + (r2 + r3)) + ((r4 + r5) + (r6 + r7));
        for (; i < values.Length; i++)
        {
            sum += values[i];
        }

        return sum;
    }
}
