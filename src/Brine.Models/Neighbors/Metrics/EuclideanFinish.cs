using System.Runtime.Intrinsics;

namespace Brine.Models;

/// <summary>The end of scikit-learn's <c>_euclidean_distances</c>: squared distances out of dot products.</summary>
internal static class EuclideanFinish
{
    /// <summary>Turns dot products into <c>max(0, -2 x.y + |x|² + |y|²)</c>.</summary>
    /// <param name="dots">The dot products with all training rows.</param>
    /// <param name="norm">The squared length of the row.</param>
    /// <param name="norms">Those of the training rows.</param>
    /// <param name="isSingle">True for rows of float32, whose squares are rounded (<c>_euclidean_distances_upcast</c>).</param>
    internal static void Squares(Span<double> dots, double norm, ReadOnlySpan<double> norms, bool isSingle)
    {
        norms = norms[..dots.Length];
        if (isSingle)
        {
            for (int i = 0; i < dots.Length; i++)
            {
                dots[i] = Math.Max((float)((-2 * dots[i]) + norm + norms[i]), 0);
            }

            return;
        }

        int at = 0;
        Vector256<double> own = Vector256.Create(norm), factor = Vector256.Create(-2.0);
        for (; at + Vector256<double>.Count <= dots.Length; at += Vector256<double>.Count)
        {
            Vector256<double> square = (factor * Vector256.Create<double>(dots[at..])) + own + Vector256.Create(norms[at..]);
            Vector256.Max(square, Vector256<double>.Zero).CopyTo(dots[at..]);
        }

        for (; at < dots.Length; at++)
        {
            dots[at] = Math.Max((-2 * dots[at]) + norm + norms[at], 0);
        }
    }

    /// <summary>Takes the roots of all.</summary>
    internal static void Roots(Span<double> squares, bool isSingle)
    {
        foreach (ref double square in squares)
        {
            square = isSingle ? MathF.Sqrt((float)square) : Math.Sqrt(square);
        }
    }
}
