namespace Brine.Models;

/// <summary>scikit-learn's <c>nan_euclidean_distances</c>: over the features that both rows have, scaled up to all of them.</summary>
internal static class NanEuclidean
{
    internal static double Between(ReadOnlySpan<double> x, ReadOnlySpan<double> y, bool isSingle)
    {
        // Gaps are zeros at first, and what they contribute is taken off again.
        double dot = 0, extraX = 0, extraY = 0;
        int present = 0;
        for (int k = 0; k < x.Length; k++)
        {
            bool hasX = !double.IsNaN(x[k]), hasY = !double.IsNaN(y[k]);
            dot += hasX && hasY ? x[k] * y[k] : 0;

            // A square that is infinite makes NaN of all, times zero or not.
            extraX = Round(extraX + (hasX ? Round(x[k] * x[k], isSingle) * (hasY ? 0 : 1) : 0), isSingle);
            extraY = Round(extraY + (hasY ? Round(y[k] * y[k], isSingle) * (hasX ? 0 : 1) : 0), isSingle);
            present += hasX && hasY ? 1 : 0;
        }

        if (present == 0)
        {
            return double.NaN;
        }

        double square = Math.Max(Round((-2 * dot) + Norm(x) + Norm(y), isSingle), 0);
        square = Round(square - extraX, isSingle);
        square = Math.Max(Round(square - extraY, isSingle), 0);
        square = Round(Round(square / present, isSingle) * x.Length, isSingle);
        return isSingle ? MathF.Sqrt((float)square) : Math.Sqrt(square);
    }

    private static double Norm(ReadOnlySpan<double> row)
    {
        const int largestOnStack = 256;
        if (!row.Contains(double.NaN))
        {
            return NumpyReductions.SquaredNorm(row);
        }

        double[]? rented = row.Length > largestOnStack ? System.Buffers.ArrayPool<double>.Shared.Rent(row.Length) : null;
        Span<double> filled = rented is null ? stackalloc double[largestOnStack] : rented;
        filled = filled[..row.Length];
        for (int k = 0; k < row.Length; k++)
        {
            filled[k] = double.IsNaN(row[k]) ? 0 : row[k];
        }

        double norm = NumpyReductions.SquaredNorm(filled);
        if (rented is not null)
        {
            System.Buffers.ArrayPool<double>.Shared.Return(rented);
        }

        return norm;
    }

    private static double Round(double value, bool isSingle) => isSingle ? (float)value : value;
}
