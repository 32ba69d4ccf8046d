using System.Numerics;

namespace Brine.Models;

/// <summary>numpy's functions of one number, with the bits that numpy gives without AVX-512.</summary>
internal static class NumpyFunctions
{
    /// <summary><c>np.exp</c>: the C library's in double precision.</summary>
    internal static T Exp<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Exp(x);

    /// <summary><c>np.tanh</c>.</summary>
    internal static T Tanh<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Tanh(x);
}
