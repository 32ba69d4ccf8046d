namespace Brine.Models;

/// <summary>Solutions of <c>L x = b</c> with a lower triangular matrix, in the order of the reference BLAS.</summary>
/// <param name="matrix">The matrix, row by row.</param>
/// <param name="size">How many rows it has.</param>
internal sealed class TriangularSolver(double[] matrix, int size)
{
    internal int Size => size;

    /// <summary>Solves in place, from the first to the last.</summary>
    internal void Solve(Span<double> x)
    {
        for (int i = 0; i < size; i++)
        {
            ReadOnlySpan<double> row = matrix.AsSpan(i * size, i + 1);
            double value = x[i];
            for (int k = 0; k < i; k++)
            {
                value -= x[k] * row[k];
            }

            x[i] = value / row[i];
        }
    }
}
