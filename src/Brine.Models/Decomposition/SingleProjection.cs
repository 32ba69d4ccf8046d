namespace Brine.Models;

/// <summary>The projection of a model and data of float32: every sum and step is rounded to single precision, as the reference <c>sgemm</c>
/// does.</summary>
internal sealed class SingleProjection(float[] vectors, int count, int dimension)
{
    internal float[]? Mean { get; init; }

    internal float[]? Offsets { get; init; }

    internal float[]? Scales { get; init; }

    internal float[]? Shifts { get; init; }

    internal double[] RunAll(Matrix matrix)
    {
        var outputs = new double[matrix.RowCount * count];
        var row = new float[dimension];
        for (int r = 0; r < matrix.RowCount; r++)
        {
            for (int k = 0; k < dimension; k++)
            {
                float value = (float)matrix.Values[(r * dimension) + k];
                row[k] = Mean is null ? value : value - Mean[k];
            }

            for (int j = 0; j < count; j++)
            {
                outputs[(r * count) + j] = Dot(row, vectors.AsSpan(j * dimension, dimension));
            }

            Finish(outputs.AsSpan(r * count, count));
        }

        return outputs;
    }

    /// <summary>Turns dot products into answers.</summary>
    internal void Finish(Span<double> products)
    {
        for (int j = 0; j < products.Length; j++)
        {
            float sum = (float)products[j];
            sum = Offsets is null ? sum : sum - Offsets[j];
            sum = Scales is null ? sum : sum / Scales[j];
            products[j] = Shifts is null ? sum : sum + Shifts[j];
        }
    }

    internal static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        float sum = 0;
        for (int k = 0; k < left.Length; k++)
        {
            sum += left[k] * right[k];
        }

        return sum;
    }
}
