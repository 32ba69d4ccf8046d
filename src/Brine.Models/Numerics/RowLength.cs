namespace Brine.Models;

/// <summary>The lengths of rows, and rows of length one, in the orders in which Python adds.</summary>
internal static class RowLength
{
    private const double Tiny = 10 * 2.220446049250313e-16;

    /// <summary>The squared length, from left to right.</summary>
    internal static double Sequential(ReadOnlySpan<double> row)
    {
        double sum = 0;
        foreach (double value in row)
        {
            sum += value * value;
        }

        return sum;
    }

    /// <summary>The squared length of a sparse row of float32, whose squares are rounded and added up in double precision.</summary>
    internal static double SequentialSingle(ReadOnlySpan<double> row)
    {
        double sum = 0;
        foreach (double value in row)
        {
            sum += (float)value * (float)value;
        }

        return sum;
    }

    /// <summary>scikit-learn's <c>normalize</c> of a row: by einsum where it is dense, over the stored values where it is sparse.</summary>
    internal static void Normalize(Span<double> row, bool isSparse)
    {
        double norm = Math.Sqrt(isSparse ? Sequential(row) : NumpyReductions.SquaredNorm(row));
        norm = norm == 0 || (!isSparse && norm < Tiny) ? 1 : norm;
        foreach (ref double value in row)
        {
            value /= norm;
        }
    }
}
