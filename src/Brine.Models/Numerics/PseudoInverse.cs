namespace Brine.Models;

/// <summary>
/// <c>scipy.linalg.pinv</c>, by Jacobi's rotations of rows: the same matrix as LAPACK's singular values give, but for the last bits.
/// Directions that are smaller than the rounding of the largest one count as none.
/// </summary>
internal static class PseudoInverse
{
    private const double Epsilon = 2.220446049250313e-16;
    private const int MostSweeps = 60;

    /// <summary>The pseudo-inverse, of shape (columns, rows), row by row.</summary>
    /// <param name="matrix">The numbers, row by row.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    internal static double[] Of(ReadOnlySpan<double> matrix, int rows, int columns)
    {
        // Rotations make the rows orthogonal: turns * matrix = scaled, so that matrix = turns.T * scaled.
        double[] scaled = matrix.ToArray();
        var turns = new double[rows * rows];
        for (int i = 0; i < rows; i++)
        {
            turns[(i * rows) + i] = 1;
        }

        for (int sweep = 0; sweep < MostSweeps; sweep++)
        {
            bool isDone = true;
            for (int p = 0; p < rows; p++)
            {
                for (int q = p + 1; q < rows; q++)
                {
                    isDone &= !Rotate(scaled, turns, p, q, rows, columns);
                }
            }

            if (isDone)
            {
                break;
            }
        }

        var squares = new double[rows];
        for (int i = 0; i < rows; i++)
        {
            squares[i] = Dot(scaled, i, i, columns);
        }

        double least = rows == 0 ? 0 : Math.Sqrt(squares.Max()) * Math.Max(rows, columns) * Epsilon;
        var inverse = new double[rows * columns];
        for (int i = 0; i < rows; i++)
        {
            if (!(Math.Sqrt(squares[i]) > least))
            {
                continue;
            }

            for (int c = 0; c < columns; c++)
            {
                double share = scaled[(i * columns) + c] / squares[i];
                for (int r = 0; r < rows; r++)
                {
                    inverse[(c * rows) + r] += share * turns[(i * rows) + r];
                }
            }
        }

        return inverse;
    }

    /// <summary>Makes two rows orthogonal; false where they are already.</summary>
    private static bool Rotate(double[] scaled, double[] turns, int p, int q, int rows, int columns)
    {
        double alpha = Dot(scaled, p, p, columns), beta = Dot(scaled, q, q, columns), gamma = Dot(scaled, p, q, columns);
        if (!(Math.Abs(gamma) > Epsilon * Math.Sqrt(alpha * beta)) || gamma == 0)
        {
            return false;
        }

        double zeta = (beta - alpha) / (2 * gamma);
        double tangent = Math.CopySign(1, zeta) / (Math.Abs(zeta) + Math.Sqrt(1 + (zeta * zeta)));
        double cosine = 1 / Math.Sqrt(1 + (tangent * tangent)), sine = cosine * tangent;
        Turn(scaled.AsSpan(p * columns, columns), scaled.AsSpan(q * columns, columns), cosine, sine);
        Turn(turns.AsSpan(p * rows, rows), turns.AsSpan(q * rows, rows), cosine, sine);
        return true;
    }

    private static void Turn(Span<double> first, Span<double> second, double cosine, double sine)
    {
        for (int i = 0; i < first.Length; i++)
        {
            double x = first[i], y = second[i];
            first[i] = (cosine * x) - (sine * y);
            second[i] = (sine * x) + (cosine * y);
        }
    }

    private static double Dot(double[] rows, int p, int q, int width)
    {
        double sum = 0;
        for (int i = 0; i < width; i++)
        {
            sum += rows[(p * width) + i] * rows[(q * width) + i];
        }

        return sum;
    }
}
