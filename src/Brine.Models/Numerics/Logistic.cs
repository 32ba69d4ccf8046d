using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Brine.Models;

/// <summary>scipy's <c>expit</c> and scikit-learn's <c>softmax</c>, which turn scores into probabilities.</summary>
internal static class Logistic
{
    /// <summary>scipy's <c>expit</c>, <c>1 / (1 + exp(-x))</c> with the C library's exp in both precisions, of all numbers, in
    /// place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Expit<T>(Span<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int i = 0, lanes = Vector<T>.Count;
        for (; i + lanes <= values.Length; i += lanes)
        {
            (-new Vector<T>(values[i..])).CopyTo(values[i..]);
        }

        for (; i < values.Length; i++)
        {
            values[i] = -values[i];
        }

        LibraryExp(values);
        for (i = 0; i + lanes <= values.Length; i += lanes)
        {
            (Vector<T>.One / (Vector<T>.One + new Vector<T>(values[i..]))).CopyTo(values[i..]);
        }

        for (; i < values.Length; i++)
        {
            values[i] = T.One / (T.One + values[i]);
        }
    }

    private static void LibraryExp<T>(Span<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
        {
            Exponential.Apply(MemoryMarshal.Cast<T, double>(values));
            return;
        }

        foreach (ref T value in values)
        {
            value = T.Exp(value);
        }
    }

    /// <summary>scikit-learn's <c>softmax</c> of each row: less the largest, exp, divided by the sum; in place.</summary>
    /// <param name="values">Whole rows.</param>
    /// <param name="width">The numbers in a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Softmax<T>(Span<T> values, int width)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int at = 0; at < values.Length; at += width)
        {
            Span<T> row = values.Slice(at, width);
            T largest = Largest<T>(row);
            foreach (ref T value in row)
            {
                value -= largest;
            }
        }

        NumpyFunctions.Exp(values);
        for (int at = 0; at < values.Length; at += width)
        {
            Span<T> row = values.Slice(at, width);
            T sum = PairwiseSum.Of<T>(row);
            foreach (ref T value in row)
            {
                value /= sum;
            }
        }
    }

    /// <summary>numpy's <c>max</c>: NaN where a number is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static T Largest<T>(ReadOnlySpan<T> row)
        where T : IFloatingPointIeee754<T>
    {
        T largest = row[0];
        for (int k = 1; k < row.Length; k++)
        {
            // A NaN stays: nothing is larger than it, and it is not equal to itself.
            largest = row[k] > largest || T.IsNaN(row[k]) ? row[k] : largest;
            if (T.IsNaN(largest))
            {
                break;
            }
        }

        return largest;
    }
}
