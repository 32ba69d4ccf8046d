namespace Brine.Models;

/// <summary><c>RandomState.multivariate_normal</c>: standard normal numbers, times the singular vectors of the covariance.</summary>
internal static class NormalDraw
{
    /// <summary>Draws as many rows as there is room for.</summary>
    /// <param name="random">The generator.</param>
    /// <param name="mean">The mean of each column.</param>
    /// <param name="covariance">Their covariance, row by row.</param>
    /// <param name="rows">Room for the rows.</param>
    internal static void Fill(RandomState random, ReadOnlySpan<double> mean, ReadOnlySpan<double> covariance, Span<double> rows)
    {
        int width = mean.Length;
        var singular = new SingularValues(covariance, width);
        var factor = new double[width * width];
        for (int k = 0; k < width; k++)
        {
            double root = Math.Sqrt(singular.Values[k]);
            for (int i = 0; i < width; i++)
            {
                factor[(k * width) + i] = root * singular.Right[(k * width) + i];
            }
        }

        var drawn = new double[width];
        for (int start = 0; start < rows.Length; start += width)
        {
            for (int k = 0; k < width; k++)
            {
                drawn[k] = random.NextNormal();
            }

            for (int i = 0; i < width; i++)
            {
                double sum = 0;
                for (int k = 0; k < width; k++)
                {
                    sum += drawn[k] * factor[(k * width) + i];
                }

                rows[start + i] = sum + mean[i];
            }
        }
    }
}
