using System.Numerics;

namespace Brine.Models;

/// <summary>Dense linear algebra in the order of the reference BLAS and LAPACK (unblocked); matrices lie row by row.</summary>
internal static class DenseLinear
{
    /// <summary>The product of an m x k and a k x n matrix; each sum goes from left to right.</summary>
    internal static T[] Multiply<T>(T[] left, T[] right, int m, int k, int n)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var product = new T[m * n];
        for (int i = 0; i < m; i++)
        {
            Span<T> row = product.AsSpan(i * n, n);
            for (int l = 0; l < k; l++)
            {
                T factor = left[(i * k) + l];
                for (int j = 0; j < n; j++)
                {
                    row[j] += factor * right[(l * n) + j];
                }
            }
        }

        return product;
    }

    internal static T[] Transpose<T>(T[] matrix, int rows, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var transposed = new T[matrix.Length];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                transposed[(j * rows) + i] = matrix[(i * columns) + j];
            }
        }

        return transposed;
    }

    /// <summary>LAPACK's <c>dgetrf</c> (<c>sgetrf</c>): L and U in place, rows swapped; columns are scaled by the reciprocal of the
    /// pivot.</summary>
    /// <returns>The row that each row was swapped with.</returns>
    internal static int[] Factor<T>(T[] a, int n)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var swaps = new int[n];
        for (int column = 0; column < n; column++)
        {
            int pivot = column;
            for (int i = column + 1; i < n; i++)
            {
                pivot = T.Abs(a[(i * n) + column]) > T.Abs(a[(pivot * n) + column]) ? i : pivot;
            }

            swaps[column] = pivot;
            T value = a[(pivot * n) + column];
            if (pivot != column)
            {
                SwapRows(a, n, pivot, column);
            }

            if (value == T.Zero)
            {
                continue;
            }

            T reciprocal = T.One / value;
            for (int i = column + 1; i < n; i++)
            {
                T factor = a[(i * n) + column] *= reciprocal;
                for (int j = column + 1; j < n; j++)
                {
                    a[(i * n) + j] -= factor * a[(column * n) + j];
                }
            }
        }

        return swaps;
    }

    /// <summary>The inverse by <c>dgetrf</c> and <c>dgetri</c>, as <c>scipy.linalg.inv</c>; null where a pivot is zero.</summary>
    internal static T[]? Inverse<T>(T[] matrix, int n)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] a = [.. matrix];
        int[] swaps = Factor(a, n);
        for (int i = 0; i < n; i++)
        {
            if (a[(i * n) + i] == T.Zero)
            {
                return null;
            }
        }

        CholeskyInverse.InvertUpper(a, n);
        var work = new T[n];
        for (int j = n - 2; j >= 0; j--)
        {
            for (int i = j + 1; i < n; i++)
            {
                work[i] = a[(i * n) + j];
                a[(i * n) + j] = T.Zero;
            }

            for (int l = j + 1; l < n; l++)
            {
                for (int i = 0; i < n; i++)
                {
                    a[(i * n) + j] -= work[l] * a[(i * n) + l];
                }
            }
        }

        for (int j = n - 2; j >= 0; j--)
        {
            for (int i = 0; i < n && swaps[j] != j; i++)
            {
                (a[(i * n) + j], a[(i * n) + swaps[j]]) = (a[(i * n) + swaps[j]], a[(i * n) + j]);
            }
        }

        return a;
    }

    /// <summary>numpy's <c>slogdet</c>; minus infinity where the determinant is not positive (scikit-learn's <c>fast_logdet</c>).</summary>
    internal static T LogDeterminant<T>(T[] matrix, int n)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] a = [.. matrix];
        int[] swaps = Factor(a, n);
        bool isNegative = false;
        T sum = T.Zero;
        for (int i = 0; i < n; i++)
        {
            T value = a[(i * n) + i];
            isNegative ^= (swaps[i] != i) ^ (value < T.Zero);
            sum += T.Log(T.Abs(value));
        }

        return isNegative || T.IsNaN(sum) ? T.NegativeInfinity : sum;
    }

    private static void SwapRows<T>(T[] a, int n, int first, int second)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int j = 0; j < n; j++)
        {
            (a[(first * n) + j], a[(second * n) + j]) = (a[(second * n) + j], a[(first * n) + j]);
        }
    }
}
