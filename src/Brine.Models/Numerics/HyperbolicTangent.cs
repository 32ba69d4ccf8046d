using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Brine.Models;

/// <summary>
/// numpy's tanh (from 1.22 on, on processors with fused multiply-add), which differs from the C library's in the last bit of every third
/// number: a polynomial around the middle of each of some intervals of |x|, the coefficients out of a table.
/// </summary>
internal static class HyperbolicTangent
{
    private const long FirstDouble = 0x3fc0000000000000, LastDouble = 0x7fe0000000000000, LargestIndex = 0x780000L << 32;
    private const int FirstSingle = 0x3d400000, LastSingle = 0x7f000000, LargestSingleIndex = 0x3e00000;
    private const int DoubleShift = 51, SingleShift = 21, DoubleTerms = 17, SingleTerms = 7;

    // Pinned, so that the gather instructions may take their address.
    private static readonly double[] Doubles = Pin<double, ulong>(TanhTable.Double);
    private static readonly float[] Singles = Pin<float, uint>(TanhTable.Single);

    /// <summary><c>simd_tanh_f64</c></summary>
    internal static double Of(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x), magnitude = bits & 0x7ff8000000000000;
        if (magnitude > LastDouble || !NumpySingle.CanFuse)
        {
            return Math.Tanh(x);
        }

        // Only the upper half is looked at, as numpy does.
        int index = (int)(Math.Clamp(magnitude - FirstDouble, 0, LargestIndex) >> DoubleShift);
        ReadOnlySpan<double> table = Doubles;
        double y = Math.Abs(x) - table[index];
        double sum = table[(DoubleTerms * TanhTable.DoubleIntervals) + index];
        for (int term = DoubleTerms - 1; term > 0; term--)
        {
            sum = Math.FusedMultiplyAdd(sum, y, table[(term * TanhTable.DoubleIntervals) + index]);
        }

        return BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(sum) | (bits & long.MinValue));
    }

    /// <summary><c>simd_tanh_f32</c></summary>
    internal static float Of(float x)
    {
        int bits = BitConverter.SingleToInt32Bits(x), magnitude = bits & 0x7fe00000;
        if (magnitude > LastSingle || !NumpySingle.CanFuse)
        {
            return MathF.Tanh(x);
        }

        int index = Math.Clamp(magnitude - FirstSingle, 0, LargestSingleIndex) >> SingleShift;
        ReadOnlySpan<float> table = Singles;
        float y = Math.Abs(x) - table[index];
        float sum = table[(SingleTerms * TanhTable.SingleIntervals) + index];
        for (int term = SingleTerms - 1; term > 0; term--)
        {
            sum = MathF.FusedMultiplyAdd(sum, y, table[(term * TanhTable.SingleIntervals) + index]);
        }

        return BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(sum) | (bits & int.MinValue));
    }

    /// <summary>tanh of all numbers, in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Apply(Span<double> values)
    {
        int i = 0;
        if (Avx2.IsSupported && Fma.IsSupported)
        {
            for (; i + 4 <= values.Length; i += 4)
            {
                Vector256<double> x = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)i);
                if (Vector256.LessThanOrEqualAll(x.AsInt64() & Vector256.Create(0x7ff8000000000000), Vector256.Create(LastDouble)))
                {
                    Four(x).StoreUnsafe(ref MemoryMarshal.GetReference(values), (nuint)i);
                    continue;
                }

                for (int lane = i; lane < i + 4; lane++)
                {
                    values[lane] = Of(values[lane]);
                }
            }
        }

        for (; i < values.Length; i++)
        {
            values[i] = Of(values[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector256<double> Four(Vector256<double> x)
    {
        double* table = (double*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(Doubles));
        Vector256<long> index = (x.AsInt64() & Vector256.Create(0x7ff8000000000000)) - Vector256.Create(FirstDouble);
        index = Vector256.ShiftRightLogical(Vector256.Min(Vector256.Max(index, Vector256<long>.Zero), Vector256.Create(LargestIndex)),
            DoubleShift);
        Vector256<double> y = Vector256.Abs(x) - Avx2.GatherVector256(table, index, 8);
        Vector256<double> sum = Avx2.GatherVector256(table + (DoubleTerms * TanhTable.DoubleIntervals), index, 8);
        for (int term = DoubleTerms - 1; term > 0; term--)
        {
            sum = Fma.MultiplyAdd(sum, y, Avx2.GatherVector256(table + (term * TanhTable.DoubleIntervals), index, 8));
        }

        return sum | (x & Vector256.Create(-0.0));
    }

    private static T[] Pin<T, TBits>(ReadOnlySpan<TBits> bits)
        where T : unmanaged
        where TBits : unmanaged
    {
        T[] pinned = GC.AllocateUninitializedArray<T>(bits.Length, pinned: true);
        MemoryMarshal.Cast<TBits, T>(bits).CopyTo(pinned);
        return pinned;
    }
}
