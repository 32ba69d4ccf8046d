namespace Brine.Training;

/// <summary>
/// The singular value decomposition of a matrix with at least as many rows as columns: reflections leave a triangle, on which rotations
/// work until its columns stand upright on each other (one-sided Jacobi), which is as exact as the numbers allow.
/// </summary>
internal sealed class ThinDecomposition
{
    private const double Epsilon = 2.220446049250313e-16;
    private const int MaxSweeps = 60;

    private readonly double[] _q;
    private readonly double[] _scales;
    private readonly int _rows;
    private readonly int _columns;
    private readonly double[] _left;

    /// <param name="matrix">The matrix column by column; it is overwritten.</param>
    /// <param name="rows">The number of rows, not less than that of columns.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="cancellation">Stops the work.</param>
    internal ThinDecomposition(double[] matrix, int rows, int columns, CancellationToken cancellation)
    {
        (_q, _rows, _columns) = (matrix, rows, columns);
        double scale = Rescale(matrix);
        _scales = new double[columns];
        Reflect(cancellation);
        double[] triangle = new double[columns * columns], turns = new double[columns * columns];
        for (int column = 0; column < columns; column++)
        {
            Array.Copy(matrix, column * rows, triangle, column * columns, column + 1);
            turns[(column * columns) + column] = 1;
        }

        Rotate(triangle, turns, cancellation);
        var lengths = new double[columns];
        for (int column = 0; column < columns; column++)
        {
            lengths[column] = Math.Sqrt(Vectors.Dot(Part(triangle, column), Part(triangle, column)));
        }

        int[] order = [.. Enumerable.Range(0, columns).OrderByDescending(column => lengths[column])];
        Values = [.. order.Select(column => lengths[column])];
        Right = new double[columns * columns];
        _left = new double[columns * columns];
        for (int k = 0; k < columns; k++)
        {
            Part(turns, order[k]).CopyTo(Part(Right, k));
            for (int i = 0; i < columns; i++)
            {
                _left[(k * columns) + i] = Values[k] > 0 ? triangle[(order[k] * columns) + i] / Values[k] : 0;
            }
        }

        for (int k = 0; k < columns; k++)
        {
            Values[k] *= scale;
        }
    }

    /// <summary>The singular values, the largest first.</summary>
    internal double[] Values { get; }

    /// <summary>The right singular vectors, one after another.</summary>
    internal double[] Right { get; }

    /// <summary>The products of the left singular vectors with a vector.</summary>
    internal double[] LeftTimes(ReadOnlySpan<double> vector)
    {
        double[] turned = vector.ToArray();
        for (int column = 0; column < _columns; column++)
        {
            Apply(column, turned);
        }

        var products = new double[_columns];
        for (int k = 0; k < _columns; k++)
        {
            products[k] = Vectors.Dot(Part(_left, k), turned.AsSpan(0, _columns));
        }

        return products;
    }

    /// <summary>A left singular vector in full.</summary>
    internal double[] Left(int index)
    {
        var vector = new double[_rows];
        Part(_left, index).CopyTo(vector);
        for (int column = _columns - 1; column >= 0; column--)
        {
            Apply(column, vector);
        }

        return vector;
    }

    /// <summary>Products of four very large or very small numbers are none: they are made smaller, or larger, by a power of two.</summary>
    /// <returns>What singular values are to be multiplied by.</returns>
    private static double Rescale(double[] matrix)
    {
        double most = 0;
        foreach (double value in matrix)
        {
            most = Math.Max(most, Math.Abs(value));
        }

        if (most is (>= 1e-50 and <= 1e50) or 0 || !double.IsFinite(most))
        {
            return 1;
        }

        int exponent = Math.ILogB(most);
        for (int i = 0; i < matrix.Length; i++)
        {
            matrix[i] = Math.ScaleB(matrix[i], -exponent);
        }

        return Math.ScaleB(1, exponent);
    }

    private Span<double> Part(double[] square, int column) => square.AsSpan(column * _columns, _columns);

    /// <summary>Householder's reflections, from the left; their vectors stay under the diagonal.</summary>
    private void Reflect(CancellationToken cancellation)
    {
        for (int column = 0; column < _columns; column++)
        {
            cancellation.ThrowIfCancellationRequested();
            Span<double> below = _q.AsSpan((column * _rows) + column, _rows - column);
            double norm = Math.Sqrt(Vectors.Dot(below, below));
            if (norm == 0)
            {
                continue;
            }

            double head = below[0], diagonal = head > 0 ? -norm : norm;
            double first = head - diagonal;
            for (int i = 1; i < below.Length; i++)
            {
                below[i] /= first;
            }

            _scales[column] = -first / diagonal;
            below[0] = diagonal;
            for (int other = column + 1; other < _columns; other++)
            {
                Apply(column, _q.AsSpan(other * _rows, _rows));
            }
        }
    }

    private void Apply(int column, Span<double> vector)
    {
        if (_scales[column] == 0)
        {
            return;
        }

        ReadOnlySpan<double> tail = _q.AsSpan((column * _rows) + column + 1, _rows - column - 1);
        Span<double> rest = vector[(column + 1)..];
        double sum = _scales[column] * (vector[column] + Vectors.Dot(tail, rest));
        vector[column] -= sum;
        Vectors.Add(rest, tail, -sum);
    }

    private void Rotate(double[] triangle, double[] turns, CancellationToken cancellation)
    {
        bool isTurned = true;
        for (int sweep = 0; isTurned && sweep < MaxSweeps; sweep++)
        {
            isTurned = false;
            for (int left = 0; left < _columns - 1; left++)
            {
                cancellation.ThrowIfCancellationRequested();
                for (int right = left + 1; right < _columns; right++)
                {
                    isTurned |= Rotate(triangle, turns, left, right);
                }
            }
        }
    }

    private bool Rotate(double[] triangle, double[] turns, int left, int right)
    {
        Span<double> a = Part(triangle, left), b = Part(triangle, right);
        double aa = Vectors.Dot(a, a), bb = Vectors.Dot(b, b), ab = Vectors.Dot(a, b);
        if (Math.Abs(ab) <= Epsilon * Math.Sqrt(aa * bb) || ab == 0)
        {
            return false;
        }

        double zeta = (bb - aa) / (2 * ab);
        double tangent = (zeta >= 0 ? 1 : -1) / (Math.Abs(zeta) + Math.Sqrt(1 + (zeta * zeta)));
        double cosine = 1 / Math.Sqrt(1 + (tangent * tangent)), sine = cosine * tangent;
        Turn(a, b, cosine, sine);
        Turn(Part(turns, left), Part(turns, right), cosine, sine);
        return true;
    }

    private static void Turn(Span<double> a, Span<double> b, double cosine, double sine)
    {
        for (int i = 0; i < a.Length; i++)
        {
            (a[i], b[i]) = ((cosine * a[i]) - (sine * b[i]), (sine * a[i]) + (cosine * b[i]));
        }
    }
}
