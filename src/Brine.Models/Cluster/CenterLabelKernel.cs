using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// The nearest center as scikit-learn's <c>lloyd_iter_chunked_dense</c> finds it: the first smallest of <c>|c|² - 2 x.c</c>; the norms are
/// those of <c>row_norms</c> (einsum), the dot products go from left to right.
/// </summary>
internal sealed class CenterLabelKernel : RowKernel
{
    private readonly VectorBank _centers;
    private readonly double[] _norms;
    private readonly int _count;

    internal CenterLabelKernel(VectorBank centers, double[] norms)
    {
        _centers = centers;
        _count = norms.Length;

        // Places behind the last center are never nearest.
        _norms = new double[centers.BlockCount * VectorBank.Width];
        Array.Fill(_norms, double.PositiveInfinity);
        norms.CopyTo(_norms, 0);
    }

    public override int InputCount => _centers.Dimension;

    public override int OutputCount => 1;

    [SkipLocalsInit]
    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        Span<double> dots = stackalloc double[VectorBank.Width];
        double best = double.PositiveInfinity;
        int label = 0;
        for (int first = 0; first < _count; first += VectorBank.Width)
        {
            _centers.OneBlock<DotStep>(row, first / VectorBank.Width, dots);
            Choose(dots, first, ref best, ref label);
        }

        output[0] = label;
    }

    [SkipLocalsInit]
    internal override double[] RunAllCore(Matrix matrix)
    {
        var labels = new double[matrix.RowCount];
        Span<double> dots = stackalloc double[VectorBank.TileSize];
        Span<double> best = stackalloc double[4];
        Span<int> chosen = stackalloc int[4];
        int dimension = _centers.Dimension, row = 0;
        for (; row + 4 <= matrix.RowCount; row += 4)
        {
            ReadOnlySpan<double> rows = matrix.Values.AsSpan(row * dimension, 4 * dimension);
            best.Fill(double.PositiveInfinity);
            chosen.Clear();
            for (int first = 0; first < _count; first += VectorBank.Width)
            {
                _centers.FourRows<DotStep>(rows, first / VectorBank.Width, dots);
                for (int i = 0; i < 4; i++)
                {
                    Choose(dots.Slice(i * VectorBank.Width, VectorBank.Width), first, ref best[i], ref chosen[i]);
                }
            }

            for (int i = 0; i < 4; i++)
            {
                labels[row + i] = chosen[i];
            }
        }

        for (; row < matrix.RowCount; row++)
        {
            Run(matrix.Row(row), labels.AsSpan(row, 1));
        }

        return labels;
    }

    /// <summary>The same over the stored values of sparse rows.</summary>
    internal double[] RunAll(CsrMatrix csr, double[] centers)
    {
        var labels = new double[csr.RowCount];
        for (int row = 0; row < csr.RowCount; row++)
        {
            double best = double.PositiveInfinity;
            for (int j = 0; j < _count; j++)
            {
                double value = _norms[j] - (2 * SparseDot.Of(csr, row, centers.AsSpan(j * csr.ColumnCount, csr.ColumnCount)));
                if (value < best)
                {
                    best = value;
                    labels[row] = j;
                }
            }
        }

        return labels;
    }

    /// <summary>The first smallest of a block, if it is smaller than the best so far; NaN is smaller than nothing.</summary>
    private void Choose(ReadOnlySpan<double> dots, int first, ref double best, ref int label)
    {
        ref double dot = ref MemoryMarshal.GetReference(dots[..VectorBank.Width]);
        ref double norm = ref MemoryMarshal.GetReference(_norms.AsSpan(first, VectorBank.Width));
        Vector256<double> low = Values(ref norm, ref dot, 0), high = Values(ref norm, ref dot, 4);
        Vector256<double> both = Vector256.Min(low, high);
        Vector128<double> pair = Vector128.Min(both.GetLower(), both.GetUpper());
        double smallest = Math.Min(pair[0], pair[1]);
        if (smallest < best)
        {
            Vector256<double> all = Vector256.Create(smallest);
            uint at = Vector256.Equals(low, all).ExtractMostSignificantBits()
                | (Vector256.Equals(high, all).ExtractMostSignificantBits() << 4);
            best = smallest;
            label = first + BitOperations.TrailingZeroCount(at);
        }
    }

    private static Vector256<double> Values(ref double norm, ref double dot, nuint at)
    {
        Vector256<double> dots = Vector256.LoadUnsafe(ref dot, at);
        Vector256<double> values = Vector256.LoadUnsafe(ref norm, at) - (dots + dots);
        return Vector256.ConditionalSelect(Vector256.Equals(values, values), values, Vector256.Create(double.PositiveInfinity));
    }
}
