namespace Brine.Models;

/// <summary>
/// <c>scipy.linalg.solve</c> with a lower triangular matrix: newer versions see what it is; older ones factor it once more, by
/// <c>dgetrf</c>, which swaps rows where a number below the diagonal is the larger one.
/// </summary>
internal sealed class ProcessSolver
{
    private readonly TriangularSolver? _triangle;
    private readonly double[] _factor;
    private readonly int[] _swaps = [];
    private readonly int _size;

    internal ProcessSolver(double[] matrix, int size, bool factorsAgain)
    {
        (_factor, _size) = (matrix, size);
        if (!factorsAgain)
        {
            _triangle = new TriangularSolver(matrix, size);
            return;
        }

        _factor = [.. matrix];
        for (int i = 0; i < size; i++)
        {
            _factor.AsSpan((i * size) + i + 1, size - i - 1).Clear();
        }

        _swaps = DenseLinear.Factor(_factor, size);
    }

    /// <summary>Solves in place.</summary>
    internal void Solve(Span<double> x)
    {
        if (_triangle is not null)
        {
            _triangle.Solve(x);
            return;
        }

        for (int i = 0; i < _size; i++)
        {
            (x[i], x[_swaps[i]]) = (x[_swaps[i]], x[i]);
        }

        for (int i = 0; i < _size; i++)
        {
            ReadOnlySpan<double> row = _factor.AsSpan(i * _size, _size);
            for (int k = 0; k < i; k++)
            {
                x[i] -= x[k] * row[k];
            }
        }

        for (int k = _size - 1; k >= 0; k--)
        {
            x[k] /= _factor[(k * _size) + k];
            for (int i = 0; i < k; i++)
            {
                x[i] -= x[k] * _factor[(i * _size) + k];
            }
        }
    }
}
