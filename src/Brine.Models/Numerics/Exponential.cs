using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Brine.Models;

/// <summary>
/// exp in double precision with the bits of glibc (2.28 and later, on processors with fused multiply-add), several numbers at a time. x is
/// split into k * ln2/128 + r; 2^(k/128) comes from a table, exp(r) from a polynomial of degree 5.
/// </summary>
internal static partial class Exponential
{
    private const int TableSize = 128;
    private const double Shift = 6755399441055744.0;
    private const double InverseStep = 1.4426950408889634 * TableSize;

    /// <summary>Below this no result overflows, underflows or is subnormal.</summary>
    private const double Limit = 512;

    private const double NegativeStepHigh = -0.005415212348111709;
    private const double NegativeStepLow = -1.2864023111638344e-14;
    private const double C2 = 0.49999999999996786;
    private const double C3 = 0.16666666666665886;
    private const double C4 = 0.0416666808410674;
    private const double C5 = 0.008333335853059549;

    // Pinned, so that the gather instructions may take their address.
    private static readonly double[] Tails = GC.AllocateArray<double>(TableSize, pinned: true);
    private static readonly long[] Scales = GC.AllocateArray<long>(TableSize, pinned: true);

    static Exponential() => PowerTable.Fill(Tails, Scales);

    /// <summary>exp of one number.</summary>
    internal static double Of(double x)
    {
        if (!(Math.Abs(x) < Limit) || !(Fma.IsSupported || System.Runtime.Intrinsics.Arm.AdvSimd.Arm64.IsSupported))
        {
            return Math.Exp(x);
        }

        double shifted = Math.FusedMultiplyAdd(InverseStep, x, Shift);
        long k = BitConverter.DoubleToInt64Bits(shifted);
        double count = shifted - Shift;
        double r = Math.FusedMultiplyAdd(count, NegativeStepLow, Math.FusedMultiplyAdd(count, NegativeStepHigh, x));
        int index = (int)(k & (TableSize - 1));
        double scale = BitConverter.Int64BitsToDouble(Scales[index] + (k << 45));
        double square = r * r;
        double sum = Math.FusedMultiplyAdd(square, Math.FusedMultiplyAdd(r, C3, C2), Tails[index] + r);
        sum = Math.FusedMultiplyAdd(square * square, Math.FusedMultiplyAdd(r, C5, C4), sum);
        return Math.FusedMultiplyAdd(scale, sum, scale);
    }

    /// <summary>exp of all numbers, in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Apply(Span<double> values)
    {
        int i = 0;
        if (Avx2.IsSupported && Fma.IsSupported)
        {
            for (; i + 4 <= values.Length; i += 4)
            {
                Vector256<double> x = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)i);
                if (Vector256.LessThanAll(Vector256.Abs(x), Vector256.Create(Limit)))
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
        Vector256<double> shift = Vector256.Create(Shift);
        Vector256<double> shifted = Fma.MultiplyAdd(Vector256.Create(InverseStep), x, shift);
        Vector256<long> k = shifted.AsInt64();
        Vector256<double> count = shifted - shift;
        Vector256<double> r = Fma.MultiplyAdd(count, Vector256.Create(NegativeStepHigh), x);
        r = Fma.MultiplyAdd(count, Vector256.Create(NegativeStepLow), r);
        Vector256<long> index = k & Vector256.Create((long)(TableSize - 1));
        Vector256<double> tail = Avx2.GatherVector256((double*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(Tails)), index, 8);
        Vector256<long> bits = Avx2.GatherVector256((long*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(Scales)), index, 8);
        Vector256<double> scale = (bits + Vector256.ShiftLeft(k, 45)).AsDouble();
        Vector256<double> square = r * r;
        Vector256<double> sum = Fma.MultiplyAdd(square, Fma.MultiplyAdd(r, Vector256.Create(C3), Vector256.Create(C2)), tail + r);
        sum = Fma.MultiplyAdd(square * square, Fma.MultiplyAdd(r, Vector256.Create(C5), Vector256.Create(C4)), sum);
        return Fma.MultiplyAdd(scale, sum, scale);
    }
}
