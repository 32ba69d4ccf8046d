namespace Brine.Models;

/// <summary>
/// The singular values of a small square matrix and its right singular vectors, with the signs that LAPACK's <c>dgesdd</c> gives them: up
/// to 25 columns it reduces to two diagonals by reflections (<c>dgebd2</c>) and iterates on those (<c>dbdsqr</c>). The bits are those of
/// the reference LAPACK 3.11.
/// </summary>
internal sealed class SingularValues
{
    /// <summary>Over these LAPACK divides and conquers, and signs are others.</summary>
    internal const int MostColumns = 25;

    private readonly int _n;
    private readonly double[] _matrix;
    private readonly double[] _scales;

    /// <param name="matrix">The matrix, row by row.</param>
    /// <param name="size">How many rows and columns it has.</param>
    internal SingularValues(ReadOnlySpan<double> matrix, int size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, MostColumns);
        _n = size;
        _matrix = matrix[..(size * size)].ToArray();
        _scales = new double[size];
        Values = new double[size];
        Right = new double[size * size];
        for (int i = 0; i < size; i++)
        {
            Right[(i * size) + i] = 1;
        }

        var above = new double[Math.Max(size - 1, 0)];
        Reduce(above);
        new BidiagonalIteration(Values, above, Right, size).Run();
        ApplyReflections();
    }

    /// <summary>The singular values, the largest first.</summary>
    internal double[] Values { get; }

    /// <summary>The right singular vectors, one a row.</summary>
    internal double[] Right { get; }

    /// <summary>Reflections from both sides leave a diagonal and the one above it.</summary>
    private void Reduce(double[] above)
    {
        for (int i = 0; i < _n; i++)
        {
            double scale = Reflection(i * (_n + 1), _n, _n - i);
            Values[i] = _matrix[i * (_n + 1)];
            if (i == _n - 1)
            {
                return;
            }

            _matrix[i * (_n + 1)] = 1;
            ReflectFromLeft(i, scale);
            _matrix[i * (_n + 1)] = Values[i];
            int start = (i * _n) + i + 1;
            _scales[i] = Reflection(start, 1, _n - i - 1);
            above[i] = _matrix[start];
            _matrix[start] = 1;
            ReflectFromRight(_matrix, i + 1, i, _scales[i]);
        }
    }

    /// <summary><c>dlarfg</c>: turns a vector into one with a single number.</summary>
    private double Reflection(int start, int step, int count)
    {
        double sum = 0;
        for (int k = 1; k < count; k++)
        {
            double value = _matrix[start + (k * step)];
            sum += value * value;
        }

        double norm = Math.Sqrt(sum), first = _matrix[start];
        if (norm == 0)
        {
            return 0;
        }

        double larger = Math.Max(Math.Abs(first), norm), smaller = Math.Min(Math.Abs(first), norm), ratio = smaller / larger;
        double beta = -Math.CopySign(smaller == 0 ? larger : larger * Math.Sqrt(1 + (ratio * ratio)), first);
        double factor = 1 / (first - beta);
        for (int k = 1; k < count; k++)
        {
            _matrix[start + (k * step)] *= factor;
        }

        _matrix[start] = beta;
        return (beta - first) / beta;
    }

    /// <summary>The reflection in column i, on the columns behind it.</summary>
    private void ReflectFromLeft(int i, double scale)
    {
        for (int column = i + 1; column < _n; column++)
        {
            double sum = 0;
            for (int row = i; row < _n; row++)
            {
                sum += _matrix[(row * _n) + column] * _matrix[(row * _n) + i];
            }

            double factor = -scale * sum;
            for (int row = i; row < _n; row++)
            {
                _matrix[(row * _n) + column] += _matrix[(row * _n) + i] * factor;
            }
        }
    }

    /// <summary>The reflection in row i, on rows of a matrix.</summary>
    private void ReflectFromRight(double[] target, int firstRow, int i, double scale)
    {
        ReadOnlySpan<double> vector = _matrix.AsSpan((i * _n) + i + 1, _n - i - 1);
        for (int row = firstRow; row < _n; row++)
        {
            Span<double> own = target.AsSpan((row * _n) + i + 1, vector.Length);
            double sum = 0;
            for (int k = 0; k < own.Length; k++)
            {
                sum += vector[k] * own[k];
            }

            for (int k = 0; k < own.Length; k++)
            {
                own[k] += sum * (-scale * vector[k]);
            }
        }
    }

    /// <summary><c>dormbr('P', 'R', 'T')</c>: the last reflection first.</summary>
    private void ApplyReflections()
    {
        for (int i = _n - 2; i >= 0; i--)
        {
            ReflectFromRight(Right, 0, i, _scales[i]);
        }
    }
}
