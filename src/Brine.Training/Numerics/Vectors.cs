using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Brine.Training;

/// <summary>Products and sums of vectors where the order of additions is ours; it is the same on every machine.</summary>
internal static class Vectors
{
    /// <summary>The dot product: eight sums side by side.</summary>
    internal static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        ref double a = ref MemoryMarshal.GetReference(left), b = ref MemoryMarshal.GetReference(right);
        int length = Math.Min(left.Length, right.Length), i = 0;
        Vector256<double> first = Vector256<double>.Zero, second = Vector256<double>.Zero;
        for (; i <= length - 8; i += 8)
        {
            first += Vector256.LoadUnsafe(ref a, (nuint)i) * Vector256.LoadUnsafe(ref b, (nuint)i);
            second += Vector256.LoadUnsafe(ref a, (nuint)(i + 4)) * Vector256.LoadUnsafe(ref b, (nuint)(i + 4));
        }

        Vector256<double> sums = first + second;
        double sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
        for (; i < length; i++)
        {
            sum += Unsafe.Add(ref a, i) * Unsafe.Add(ref b, i);
        }

        return sum;
    }

    /// <summary>Adds a multiple of a vector to another.</summary>
    internal static void Add(Span<double> target, ReadOnlySpan<double> vector, double factor)
    {
        ref double a = ref MemoryMarshal.GetReference(target), b = ref MemoryMarshal.GetReference(vector);
        int length = Math.Min(target.Length, vector.Length), i = 0;
        Vector256<double> factors = Vector256.Create(factor);
        for (; i <= length - 4; i += 4)
        {
            (Vector256.LoadUnsafe(ref a, (nuint)i) + (Vector256.LoadUnsafe(ref b, (nuint)i) * factors)).StoreUnsafe(ref a, (nuint)i);
        }

        for (; i < length; i++)
        {
            Unsafe.Add(ref a, i) += Unsafe.Add(ref b, i) * factor;
        }
    }
}
