using System.Buffers;

namespace Brine.Models;

/// <summary>
/// <c>(X - mean) @ vectors.T - offset) / scale + shift</c>, each part only where there is one; dot products go from left to right as in the
/// reference BLAS.
/// </summary>
internal sealed class ProjectionKernel : RowKernel
{
    private const int LargestOnStack = 512;

    private readonly VectorBank _vectors;

    internal ProjectionKernel(double[] vectors, int count, int dimension)
    {
        _vectors = new VectorBank(vectors, count, dimension);
    }

    /// <summary>Subtracted from the row first.</summary>
    internal double[]? Mean { get; init; }

    /// <summary>Subtracted from the products.</summary>
    internal double[]? Offsets { get; init; }

    /// <summary>Divides the products.</summary>
    internal double[]? Scales { get; init; }

    /// <summary>Added last.</summary>
    internal double[]? Shifts { get; init; }

    public override int InputCount => _vectors.Dimension;

    public override int OutputCount => _vectors.Count;

    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        int dimension = _vectors.Dimension;
        row = row[..dimension];
        output = output[.._vectors.Count];
        if (Mean is null)
        {
            _vectors.All<DotStep>(row, output);
            Finish(output);
            return;
        }

        double[]? rented = dimension > LargestOnStack ? ArrayPool<double>.Shared.Rent(dimension) : null;
        Span<double> centered = rented is null ? stackalloc double[LargestOnStack] : rented;
        centered = centered[..dimension];
        Center(row, centered);
        _vectors.All<DotStep>(centered, output);
        Finish(output);
        if (rented is not null)
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    internal override double[] RunAllCore(Matrix matrix)
    {
        int count = _vectors.Count, dimension = _vectors.Dimension, row = 0;
        var outputs = new double[matrix.RowCount * count];
        Span<double> sums = stackalloc double[VectorBank.TileSize];
        double[] centered = Mean is null ? [] : new double[4 * dimension];
        for (; row + 4 <= matrix.RowCount; row += 4)
        {
            ReadOnlySpan<double> rows = matrix.Values.AsSpan(row * dimension, 4 * dimension);
            for (int i = 0; i < 4 && Mean is not null; i++)
            {
                Center(rows.Slice(i * dimension, dimension), centered.AsSpan(i * dimension, dimension));
            }

            rows = Mean is null ? rows : centered;
            for (int first = 0; first < count; first += VectorBank.Width)
            {
                _vectors.FourRows<DotStep>(rows, first / VectorBank.Width, sums);
                int width = Math.Min(VectorBank.Width, count - first);
                for (int i = 0; i < 4; i++)
                {
                    sums.Slice(i * VectorBank.Width, width).CopyTo(outputs.AsSpan(((row + i) * count) + first));
                }
            }

            for (int i = 0; i < 4; i++)
            {
                Finish(outputs.AsSpan((row + i) * count, count));
            }
        }

        for (; row < matrix.RowCount; row++)
        {
            Run(matrix.Row(row), outputs.AsSpan(row * count, count));
        }

        return outputs;
    }

    /// <summary>Turns dot products into answers.</summary>
    internal void Finish(Span<double> products)
    {
        for (int i = 0; i < products.Length; i++)
        {
            double value = products[i];
            value = Offsets is null ? value : value - Offsets[i];
            value = Scales is null ? value : value / Scales[i];
            products[i] = Shifts is null ? value : value + Shifts[i];
        }
    }

    private void Center(ReadOnlySpan<double> row, Span<double> centered)
    {
        ReadOnlySpan<double> mean = Mean;
        for (int k = 0; k < centered.Length; k++)
        {
            centered[k] = row[k] - mean[k];
        }
    }
}
