using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Brine.Models;

/// <summary>One pass over numbers: whether all are what a <see cref="ValueRule"/> allows.</summary>
internal static class ValueCheck
{
    /// <summary>True when all values are allowed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Fits(ReadOnlySpan<double> values, ValueRule rule) =>
        rule == ValueRule.Any || (rule == ValueRule.Finite ? AreFinite(values) : FitsOther(values, rule));

    internal static bool Fits(double value, ValueRule rule) => Fits(new ReadOnlySpan<double>(in value), rule);

    private static bool FitsOther(ReadOnlySpan<double> values, ValueRule rule) =>
        rule == ValueRule.NoInfinity ? AreNotInfinite(values) : AreCounts(values);

    /// <summary>x - x is zero for finite numbers and NaN for all others, and no bit of a NaN's is lost in an or.</summary>
    internal static bool AreFinite(ReadOnlySpan<double> values)
    {
        int width = Vector<double>.Count, last = values.Length - width;
        if (last < 0)
        {
            bool isFinite = true;
            foreach (double value in values)
            {
                isFinite &= value - value == 0;
            }

            return isFinite;
        }

        ref double first = ref MemoryMarshal.GetReference(values);
        Vector<long> bits = Vector<long>.Zero, others = Vector<long>.Zero;
        int i = 0;
        for (; i < last - width; i += 2 * width)
        {
            Vector<double> one = Vector.LoadUnsafe(ref first, (nuint)i), two = Vector.LoadUnsafe(ref first, (nuint)(i + width));
            bits |= Vector.AsVectorInt64(one - one);
            others |= Vector.AsVectorInt64(two - two);
        }

        if (i < last)
        {
            Vector<double> one = Vector.LoadUnsafe(ref first, (nuint)i);
            bits |= Vector.AsVectorInt64(one - one);
        }

        // The last ones may overlap those before.
        Vector<double> rest = Vector.LoadUnsafe(ref first, (nuint)last);
        return (bits | others | Vector.AsVectorInt64(rest - rest)) == Vector<long>.Zero;
    }

    /// <summary>True when no value is infinite: infinity alone is its own magnitude without end, NaN is equal to nothing.</summary>
    private static bool AreNotInfinite(ReadOnlySpan<double> values)
    {
        int width = Vector<double>.Count, last = values.Length - width;
        if (last < 0)
        {
            bool isInfinite = false;
            foreach (double value in values)
            {
                isInfinite |= double.IsInfinity(value);
            }

            return !isInfinite;
        }

        ref double first = ref MemoryMarshal.GetReference(values);
        Vector<double> endless = new(double.PositiveInfinity);
        Vector<long> bits = Vector<long>.Zero, others = Vector<long>.Zero;
        int i = 0;
        for (; i < last - width; i += 2 * width)
        {
            bits |= Vector.Equals(Vector.Abs(Vector.LoadUnsafe(ref first, (nuint)i)), endless);
            others |= Vector.Equals(Vector.Abs(Vector.LoadUnsafe(ref first, (nuint)(i + width))), endless);
        }

        if (i < last)
        {
            bits |= Vector.Equals(Vector.Abs(Vector.LoadUnsafe(ref first, (nuint)i)), endless);
        }

        return (bits | others | Vector.Equals(Vector.Abs(Vector.LoadUnsafe(ref first, (nuint)last)), endless)) == Vector<long>.Zero;
    }

    /// <summary>Python casts to int and then looks for negative ones, so that -0.5 is 0.</summary>
    private static bool AreCounts(ReadOnlySpan<double> values)
    {
        bool isCount = true;
        foreach (double value in values)
        {
            isCount &= value > -1 && value < double.PositiveInfinity;
        }

        return isCount;
    }
}
