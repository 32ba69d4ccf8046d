namespace Brine.Models;

/// <summary>Dense linear algebra in the order of the reference BLAS and LAPACK (unblocked); matrices lie row by row.</summary>
internal static class DenseLinear
{
    /// <summary>The product of an m x k and a k x n matrix; each sum goes from left to right.</summary>
    internal static double[] Multiply(double[] left, double[] right, int m, int k, int n)
    {
        var product = new double[m * n];
        for (int i = 0; i < m; i++)
        {
            Span<double> row = product.AsSpan(i * n, n);
            for (int l = 0; l < k; l++)
            {
                double factor = left[(i * k) + l];
                for (int j = 0; j < n; j++)
                {
                    row[j] += factor * right[(l * n) + j];
                }
            }
        }

        return product;
    }

    internal static double[] Transpose(double[] matrix, int rows, int columns)
    {
        var transposed = new double[matrix.Length];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                transposed[(j * rows) + i] = matrix[(i * columns) + j];
            }
        }

        return transposed;
    }

    /// <summary>LAPACK's <c>dgetrf</c>: L and U in place, rows swapped; columns are scaled by the reciprocal of the pivot.</summary>
    /// <returns>The row that each row was swapped with.</returns>
    internal static int[] Factor(double[] a, int n)
    {
        var swaps = new int[n];
        for (int column = 0; column < n; column++)
        {
            int pivot = column;
            for (int i = column + 1; i < n; i++)
            {
                pivot = Math.Abs(a[(i * n) + column]) > Math.Abs(a[(pivot * n) + column]) ? i : pivot;
            }

            swaps[column] = pivot;
            double value = a[(pivot * n) + column];
            if (pivot != column)
            {
                SwapRows(a, n, pivot, column);
            }

            if (value == 0)
            {
                continue;
            }

            double reciprocal = 1.0 / value;
            for (int i = column + 1; i < n; i++)
            {
                double factor = a[(i * n) + column] *= reciprocal;
                for (int j = column + 1; j < n; j++)
                {
                    a[(i * n) + j] -= factor * a[(column * n) + j];
                }
            }
        }

        return swaps;
    }

    /// <summary>The inverse by <c>dgetrf</c> and <c>dgetri</c>, as <c>scipy.linalg.inv</c>; null where a pivot is zero.</summary>
    internal static double[]? Inverse(double[] matrix, int n)
    {
        double[] a = [.. matrix];
        int[] swaps = Factor(a, n);
        for (int i = 0; i < n; i++)
        {
            if (a[(i * n) + i] == 0)
            {
                return null;
            }
        }

        CholeskyInverse.InvertUpper(a, n);
        var work = new double[n];
        for (int j = n - 2; j >= 0; j--)
        {
            for (int i = j + 1; i < n; i++)
            {
                work[i] = a[(i * n) + j];
                a[(i * n) + j] = 0;
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
    internal static double LogDeterminant(double[] matrix, int n)
    {
        double[] a = [.. matrix];
        int[] swaps = Factor(a, n);
        bool isNegative = false;
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            double value = a[(i * n) + i];
            isNegative ^= (swaps[i] != i) ^ (value < 0);
            sum += Math.Log(Math.Abs(value));
        }

        return isNegative || double.IsNaN(sum) ? double.NegativeInfinity : sum;
    }

    private static void SwapRows(double[] a, int n, int first, int second)
    {
        for (int j = 0; j < n; j++)
        {
            (a[(first * n) + j], a[(second * n) + j]) = (a[(second * n) + j], a[(first * n) + j]);
        }
    }
}
