using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Brine.Models;

/// <summary>One pass over numbers: whether all are what a <see cref="ValueRule"/> allows.</summary>
internal static class ValueCheck
{
    /// <summary>True when all values are allowed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Fits(ReadOnlySpan<double> values, ValueRule rule) => rule switch
    {
        ValueRule.Finite => AreFinite(values),
        ValueRule.NoInfinity => AreNotInfinite(values),
        ValueRule.FiniteCount => AreCounts(values),
        _ => true,
    };

    internal static bool Fits(double value, ValueRule rule) => Fits(new ReadOnlySpan<double>(in value), rule);

    /// <summary>x - x is zero for finite numbers and NaN for all others, and no bit of a NaN's is lost in an or.</summary>
    private static bool AreFinite(ReadOnlySpan<double> values)
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
        Vector<long> bits = Vector<long>.Zero;
        for (int i = 0; i < last; i += width)
        {
            Vector<double> part = Vector.LoadUnsafe(ref first, (nuint)i);
            bits |= Vector.AsVectorInt64(part - part);
        }

        // The last ones may overlap those before.
        Vector<double> rest = Vector.LoadUnsafe(ref first, (nuint)last);
        return (bits | Vector.AsVectorInt64(rest - rest)) == Vector<long>.Zero;
    }

    /// <summary>The same, with what is NaN from the start left out.</summary>
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
        Vector<long> bits = Vector<long>.Zero;
        for (int i = 0; i < last; i += width)
        {
            Vector<double> part = Vector.LoadUnsafe(ref first, (nuint)i);
            bits |= Vector.Equals(part, part) & Vector.AsVectorInt64(part - part);
        }

        Vector<double> rest = Vector.LoadUnsafe(ref first, (nuint)last);
        return (bits | (Vector.Equals(rest, rest) & Vector.AsVectorInt64(rest - rest))) == Vector<long>.Zero;
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
