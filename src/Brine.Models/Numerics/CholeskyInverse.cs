using System.Numerics;

namespace Brine.Models;

/// <summary>
/// The inverse of a symmetric positive definite matrix in the order of the reference LAPACK's <c>dpotrf2</c>, <c>dtrti2</c> and
/// <c>dlauu2</c> over the upper triangle, which <c>scipy.linalg.inv</c> takes for such matrices since scipy 1.17. Matrices lie row by row.
/// </summary>
internal static class CholeskyInverse
{
    /// <summary>The inverse, or null where the matrix is not symmetric or not positive definite.</summary>
    internal static T[]? Of<T>(T[] matrix, int n)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (!matrix[(i * n) + j].Equals(matrix[(j * n) + i]))
                {
                    return null;
                }
            }
        }

        T[] a = [.. matrix];
        if (n == 1)
        {
            a[0] = T.One / a[0];
            return a;
        }

        if (!Factor(a, n, 0, n))
        {
            return null;
        }

        InvertUpper(a, n);
        Multiply(a, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                a[(i * n) + j] = a[(j * n) + i];
            }
        }

        return a;
    }

    /// <summary>
    /// <c>scipy.linalg.solve(..., assume_a='pos')</c> of a symmetric matrix and one right side, by <c>dpotrf2</c> and <c>dpotrs</c>; the
    /// matrix is overwritten.
    /// </summary>
    /// <returns>False where the matrix is not positive definite.</returns>
    internal static bool Solve<T>(T[] matrix, int n, Span<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!Factor(matrix, n))
        {
            return false;
        }

        Substitute<T>(matrix, n, x);
        return true;
    }

    /// <summary>The factor over the upper triangle, in place; false where the matrix is not positive definite.</summary>
    internal static bool Factor<T>(T[] matrix, int n)
        where T : unmanaged, IFloatingPointIeee754<T> => Factor(matrix, n, 0, n);

    /// <summary><c>dpotrs</c> with a factor, for one right side.</summary>
    internal static void Substitute<T>(ReadOnlySpan<T> matrix, int n, Span<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < i; k++)
            {
                x[i] -= matrix[(k * n) + i] * x[k];
            }

            x[i] /= matrix[(i * n) + i];
        }

        for (int k = n - 1; k >= 0; k--)
        {
            x[k] /= matrix[(k * n) + k];
            for (int i = 0; i < k; i++)
            {
                x[i] -= x[k] * matrix[(i * n) + k];
            }
        }
    }

    /// <summary><c>dpotrf2</c>: the factor of the first half, the rows beside it, then what is left of the second half. It is as deep as
    /// the logarithm of n.</summary>
    private static bool Factor<T>(T[] a, int n, int start, int end)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (end - start == 1)
        {
            ref T diagonal = ref a[(start * n) + start];
            bool isPositive = diagonal > T.Zero;
            diagonal = T.Sqrt(diagonal);
            return isPositive;
        }

        int middle = start + ((end - start) / 2);
        if (!Factor(a, n, start, middle))
        {
            return false;
        }

        for (int j = middle; j < end; j++)
        {
            for (int i = start; i < middle; i++)
            {
                T value = a[(i * n) + j];
                for (int k = start; k < i; k++)
                {
                    value -= a[(k * n) + i] * a[(k * n) + j];
                }

                a[(i * n) + j] = value / a[(i * n) + i];
            }
        }

        for (int j = middle; j < end; j++)
        {
            for (int i = middle; i <= j; i++)
            {
                T sum = T.Zero;
                for (int l = start; l < middle; l++)
                {
                    sum += a[(l * n) + i] * a[(l * n) + j];
                }

                a[(i * n) + j] = -sum + a[(i * n) + j];
            }
        }

        return Factor(a, n, middle, end);
    }

    /// <summary>LAPACK's <c>dtrti2</c> for the upper triangle.</summary>
    internal static void InvertUpper<T>(T[] a, int n)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int j = 0; j < n; j++)
        {
            T diagonal = a[(j * n) + j] = T.One / a[(j * n) + j];
            for (int l = 0; l < j; l++)
            {
                T factor = a[(l * n) + j];
                for (int i = 0; i < l; i++)
                {
                    a[(i * n) + j] += factor * a[(i * n) + l];
                }

                a[(l * n) + j] *= a[(l * n) + l];
            }

            for (int i = 0; i < j; i++)
            {
                a[(i * n) + j] *= -diagonal;
            }
        }
    }

    /// <summary><c>dlauu2</c>: the product of the upper triangle and its transpose.</summary>
    private static void Multiply<T>(T[] a, int n)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < n; i++)
        {
            T diagonal = a[(i * n) + i], sum = T.Zero;
            for (int k = i; k < n; k++)
            {
                sum += a[(i * n) + k] * a[(i * n) + k];
            }

            a[(i * n) + i] = i < n - 1 ? sum : diagonal * diagonal;
            for (int row = 0; row < i; row++)
            {
                a[(row * n) + i] *= diagonal;
            }

            for (int k = i + 1; k < n; k++)
            {
                for (int row = 0; row < i; row++)
                {
                    a[(row * n) + i] += a[(i * n) + k] * a[(row * n) + k];
                }
            }
        }
    }
}
