using System.Numerics;
using System.Runtime.InteropServices;

namespace Brine.Models;

/// <summary>numpy's functions of one number, with the bits that numpy gives without AVX-512.</summary>
internal static class NumpyFunctions
{
    /// <summary><c>np.exp</c>: the C library's in double precision, numpy's own in single precision.</summary>
    internal static T Exp<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        typeof(T) == typeof(double) ? (T)(object)Exponential.Of((double)(object)x)
        : typeof(T) == typeof(float) ? (T)(object)NumpySingle.Exp((float)(object)x)
        : T.Exp(x);

    /// <summary><c>np.exp</c> of all numbers, in place.</summary>
    internal static void Exp<T>(Span<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
        {
            Exponential.Apply(MemoryMarshal.Cast<T, double>(values));
            return;
        }

        foreach (ref T value in values)
        {
            value = Exp(value);
        }
    }

    /// <summary><c>np.tanh</c> of all numbers, in place.</summary>
    internal static void Tanh<T>(Span<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
        {
            HyperbolicTangent.Apply(MemoryMarshal.Cast<T, double>(values));
            return;
        }

        foreach (ref float value in MemoryMarshal.Cast<T, float>(values))
        {
            value = HyperbolicTangent.Of(value);
        }
    }
}
