namespace Brine.Training;

/// <summary>The triangles that precisions are products of: <c>precisions_cholesky_</c>.</summary>
internal static class MixtureFactors
{
    /// <summary>The turned inverses of the lower triangles of covariances.</summary>
    internal static double[] Of(double[] covariances, int count, int columns)
    {
        int size = columns * columns;
        var factors = new double[covariances.Length];
        var lower = new double[size];
        for (int k = 0; k < count; k++)
        {
            ReadOnlySpan<double> own = covariances.AsSpan(k * size, size);
            for (int i = 0; i < columns; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    ReadOnlySpan<double> left = lower.AsSpan(i * columns, j), right = lower.AsSpan(j * columns, j);
                    double rest = own[(i * columns) + j] - Vectors.Dot(left, right);
                    lower[(i * columns) + j] = i == j ? (rest > 0 ? Math.Sqrt(rest) : throw Collapsed()) : rest / lower[(j * columns) + j];
                }
            }

            Span<double> factor = factors.AsSpan(k * size, size);
            for (int column = 0; column < columns; column++)
            {
                // A column of the inverse, which is a row of the factor.
                Span<double> inverse = factor.Slice(column * columns, columns);
                inverse[column] = 1 / lower[(column * columns) + column];
                for (int i = column + 1; i < columns; i++)
                {
                    ReadOnlySpan<double> known = lower.AsSpan((i * columns) + column, i - column);
                    inverse[i] = -Vectors.Dot(known, inverse[column..i]) / lower[(i * columns) + i];
                }
            }
        }

        return factors;
    }

    /// <summary>Each factor times itself, turned.</summary>
    internal static double[] Products(double[] factors, int count, int columns)
    {
        int size = columns * columns;
        var products = new double[factors.Length];
        for (int i = 0; i < products.Length; i++)
        {
            int start = i / size * size, row = i % size / columns, column = i % columns;
            ReadOnlySpan<double> left = factors.AsSpan(start + (row * columns), columns);
            products[i] = Vectors.Dot(left, factors.AsSpan(start + (column * columns), columns));
        }

        return products;
    }

    internal static TrainingException Collapsed() => new("FitRows",
        "a distribution of GaussianMixture has collapsed to single rows: take fewer components, or a larger reg_covar");
}
