using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Brine.Models;

/// <summary>numpy's orders of summation within one row.</summary>
internal static class NumpyReductions
{
    private const int BlockSize = 128;

    /// <summary><c>np.sum</c> along a contiguous axis, each step rounded to single precision where the numbers are in it.</summary>
    internal static double Sum(ReadOnlySpan<double> values, bool isSingle = false)
    {
        if (!isSingle)
        {
            return PairwiseSum.Of(values);
        }

        if (values.Length > BlockSize)
        {
            // The halves of an array that fits in memory are at most 24 levels deep.
            int half = values.Length / 2 / 8 * 8;
            return (float)Sum(values[..half], isSingle: true) + (float)Sum(values[half..], isSingle: true);
        }

        Span<float> singles = stackalloc float[BlockSize];
        for (int i = 0; i < values.Length; i++)
        {
            singles[i] = (float)values[i];
        }

        return PairwiseSum.Of((ReadOnlySpan<float>)singles[..values.Length]);
    }

    /// <summary>
    /// <c>np.einsum('ij,ij->i', x, x)</c> for one row, which is scikit-learn's <c>row_norms(squared=True)</c>: one SSE register of sums,
    /// four registers of numbers a step, the last of them first.
    /// </summary>
    /// <param name="row">The numbers.</param>
    /// <param name="itemSize">8 for float64, 4 for float32, 2 for float16, which has no register form and adds float32 numbers.</param>
    internal static double SquaredNorm(ReadOnlySpan<double> row, int itemSize = 8)
    {
        if (itemSize == 8)
        {
            return SquaredNorm(ref MemoryMarshal.GetReference(row), row.Length);
        }

        const bool isSingle = true;
        int lanes = itemSize == 4 ? 4 : 1;
        Span<double> sums = stackalloc double[4];
        sums.Clear();
        int i = 0;
        for (; i + (4 * lanes) <= row.Length; i += 4 * lanes)
        {
            for (int register = 3; register >= 0; register--)
            {
                AddSquares(row.Slice(i + (register * lanes), lanes), sums, isSingle);
            }
        }

        for (; i < row.Length; i += lanes)
        {
            AddSquares(row.Slice(i, Math.Min(lanes, row.Length - i)), sums, isSingle);
        }

        return Round(Round(sums[0] + sums[1], isSingle) + Round(sums[2] + sums[3], isSingle), isSingle);
    }

    private static double SquaredNorm(ref double first, int length)
    {
        const int lanes = 2;
        Vector128<double> sums = Vector128<double>.Zero;
        int i = 0;
        for (; i <= length - (4 * lanes); i += 4 * lanes)
        {
            for (int register = 3; register >= 0; register--)
            {
                Vector128<double> numbers = Vector128.LoadUnsafe(ref first, (nuint)(i + (register * lanes)));
                sums += numbers * numbers;
            }
        }

        for (; i <= length - lanes; i += lanes)
        {
            Vector128<double> numbers = Vector128.LoadUnsafe(ref first, (nuint)i);
            sums += numbers * numbers;
        }

        double left = sums[0];
        if (i < length)
        {
            double last = Unsafe.Add(ref first, i);
            left += last * last;
        }

        return left + sums[1];
    }

    private static void AddSquares(ReadOnlySpan<double> values, Span<double> sums, bool isSingle)
    {
        for (int lane = 0; lane < values.Length; lane++)
        {
            sums[lane] = Round(Round(values[lane] * values[lane], isSingle) + sums[lane], isSingle);
        }
    }

    private static double Round(double value, bool isSingle) => isSingle ? (float)value : value;
}
