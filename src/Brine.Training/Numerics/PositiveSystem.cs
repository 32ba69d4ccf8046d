namespace Brine.Training;

/// <summary>Solves equations of a symmetric positive matrix by Cholesky's decomposition.</summary>
internal static class PositiveSystem
{
    /// <summary>Puts the solution in the place of the right side; false where the matrix is not positive.</summary>
    /// <param name="square">The matrix; it is overwritten.</param>
    /// <param name="n">How many rows and columns it has.</param>
    /// <param name="right">The right side, and the solution.</param>
    internal static bool Solve(double[] square, int n, double[] right)
    {
        for (int i = 0; i < n; i++)
        {
            Span<double> row = square.AsSpan(i * n, n);
            for (int j = 0; j < i; j++)
            {
                row[j] = (row[j] - Vectors.Dot(row[..j], square.AsSpan(j * n, j))) / square[(j * n) + j];
            }

            double rest = row[i] - Vectors.Dot(row[..i], row[..i]);
            if (!(rest > 0))
            {
                return false;
            }

            row[i] = Math.Sqrt(rest);
        }

        for (int i = 0; i < n; i++)
        {
            right[i] = (right[i] - Vectors.Dot(square.AsSpan(i * n, i), right.AsSpan(0, i))) / square[(i * n) + i];
        }

        for (int i = n - 1; i >= 0; i--)
        {
            right[i] /= square[(i * n) + i];
            Vectors.Add(right.AsSpan(0, i), square.AsSpan(i * n, i), -right[i]);
        }

        return true;
    }
}
