using Brine.Arrays;

namespace Brine.Models;

/// <summary><c>coef_</c> of a support vector machine with a linear kernel: its support vectors by their weights
/// (<c>_one_vs_one_coef</c>).</summary>
internal static class VectorCoefficients
{
    internal static NDArray Of(EstimatorReader inner)
    {
        if (inner.Text("kernel") != "linear")
        {
            throw inner.Missing("coef_");
        }

        if (inner.Flag("_sparse", false))
        {
            throw inner.Unsupported("sparse support vectors, of which coefficients are asked,");
        }

        NDArray vectors = inner.NumericArray("support_vectors_"), weights = inner.NumericArray("_dual_coef_", "dual_coef_");
        if (vectors.Rank != 2 || weights.Rank != 2 || weights.Shape[1] != vectors.Shape[0])
        {
            throw inner.Corrupt("support_vectors_", "the weights are not as many");
        }

        int count = vectors.Shape[0], width = vectors.Shape[1], pairs = weights.Shape[0];
        double[] rows = vectors.ToDoubles(), factors = weights.ToDoubles();
        if (pairs == 1)
        {
            return NDArray.Of(Sum(rows, width, factors, 0, 0, count), 1, width);
        }

        long[] counts = inner.NumericArray("_n_support", "n_support_").ToInt64s();
        if (counts.Length != pairs + 1 || counts.Any(number => number < 0) || counts.Sum() != count)
        {
            throw inner.Corrupt("n_support_", "it does not count the support vectors");
        }

        int[] starts = new int[counts.Length + 1];
        for (int i = 0; i < counts.Length; i++)
        {
            starts[i + 1] = starts[i] + (int)counts[i];
        }

        var all = new List<double>();
        for (int first = 0; first < counts.Length; first++)
        {
            for (int second = first + 1; second < counts.Length; second++)
            {
                double[] left = Sum(rows, width, factors, (second - 1) * count, starts[first], starts[first + 1]);
                double[] right = Sum(rows, width, factors, first * count, starts[second], starts[second + 1]);
                all.AddRange(left.Select((value, i) => value + right[i]));
            }
        }

        return NDArray.Of(all.ToArray(), all.Count / Math.Max(width, 1), width);
    }

    private static double[] Sum(double[] rows, int width, double[] factors, int offset, int start, int end)
    {
        var sum = new double[width];
        for (int row = start; row < end; row++)
        {
            for (int i = 0; i < width; i++)
            {
                sum[i] += factors[offset + row] * rows[(row * width) + i];
            }
        }

        return sum;
    }
}
