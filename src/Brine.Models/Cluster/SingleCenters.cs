namespace Brine.Models;

/// <summary>Centers of float32: labels are found in single precision throughout, distances in double and rounded
/// (<c>_euclidean_distances_upcast</c>).</summary>
internal sealed class SingleCenters(float[] centers, int count, int dimension)
{
    private readonly float[] _norms = Norms(centers, count, dimension);

    internal int[] Labels(Matrix matrix)
    {
        var labels = new int[matrix.RowCount];
        for (int row = 0; row < labels.Length; row++)
        {
            ReadOnlySpan<double> x = matrix.Row(row);
            float best = float.PositiveInfinity;
            for (int j = 0; j < count; j++)
            {
                ReadOnlySpan<float> center = centers.AsSpan(j * dimension, dimension);
                float dot = 0;
                for (int k = 0; k < center.Length; k++)
                {
                    dot += (float)x[k] * center[k];
                }

                float value = (-2 * dot) + _norms[j];
                if (value < best)
                {
                    best = value;
                    labels[row] = j;
                }
            }
        }

        return labels;
    }

    /// <summary>Rounds squared distances before the root is taken, and the root too.</summary>
    internal static void Finish(Span<double> dots, double norm, ReadOnlySpan<double> centerNorms)
    {
        for (int j = 0; j < dots.Length; j++)
        {
            float squared = (float)((-2 * dots[j]) + norm + centerNorms[j]);
            dots[j] = MathF.Sqrt(MathF.Max(squared, 0));
        }
    }

    private static float[] Norms(float[] centers, int count, int dimension)
    {
        var norms = new float[count];
        double[] doubles = Array.ConvertAll(centers, value => (double)value);
        for (int j = 0; j < count; j++)
        {
            norms[j] = (float)NumpyReductions.SquaredNorm(doubles.AsSpan(j * dimension, dimension), itemSize: 4);
        }

        return norms;
    }
}
