namespace Brine.Models;

/// <summary>scikit-learn's <c>cosine_distances</c> of dense float32 rows, in single precision throughout.</summary>
internal sealed class SingleCosine
{
    private readonly float[] _rows;
    private readonly int _count;
    private readonly int _dimension;

    internal SingleCosine(double[] rows, int count, int dimension)
    {
        (_count, _dimension) = (count, dimension);
        double[] normalized = [.. rows];
        for (int i = 0; i < count; i++)
        {
            Normalize(normalized.AsSpan(i * dimension, dimension), isSparse: false);
        }

        _rows = NumpyPrecision.ToSingles(normalized);
    }

    /// <summary>The distances of a row of length one.</summary>
    internal void Of(ReadOnlySpan<double> normalized, Span<double> distances)
    {
        for (int i = 0; i < _count; i++)
        {
            ReadOnlySpan<float> other = _rows.AsSpan(i * _dimension, _dimension);
            float dot = 0;
            for (int k = 0; k < other.Length; k++)
            {
                dot += (float)normalized[k] * other[k];
            }

            distances[i] = Math.Clamp(1 - dot, 0, 2);
        }
    }

    /// <summary>A sparse row is normalized by a sum in double precision, and only where it is not zero.</summary>
    internal static void Normalize(Span<double> row, bool isSparse)
    {
        const float tiny = 10 * 1.1920929e-07f;
        double norm = isSparse ? Math.Sqrt(RowLength.SequentialSingle(row))
            : MathF.Sqrt((float)NumpyReductions.SquaredNorm(row, itemSize: 4));
        norm = norm == 0 || (!isSparse && norm < tiny) ? 1 : norm;
        foreach (ref double value in row)
        {
            value = (float)(value / norm);
        }
    }
}
