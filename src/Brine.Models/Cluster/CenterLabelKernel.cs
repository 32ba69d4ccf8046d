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

    internal CenterLabelKernel(VectorBank centers, double[] norms)
    {
        _centers = centers;
        _norms = norms;
    }

    public override int InputCount => _centers.Dimension;

    public override int OutputCount => 1;

    /// <summary>Every value of a row goes into the dot product with each center, zero times infinity too.</summary>
    private protected override bool ChecksRow => true;

    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        Span<double> dots = stackalloc double[VectorBank.Width];
        double best = double.PositiveInfinity;
        int label = 0;
        for (int first = 0; first < _norms.Length; first += VectorBank.Width)
        {
            _centers.OneBlock<DotStep>(row, first / VectorBank.Width, dots);
            if (first == 0 && !double.IsFinite(dots[0]))
            {
                RequireValues(row);
            }

            Choose(dots, first, ref best, ref label);
        }

        output[0] = label;
    }

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
            for (int first = 0; first < _norms.Length; first += VectorBank.Width)
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
            for (int j = 0; j < _norms.Length; j++)
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

    private void Choose(ReadOnlySpan<double> dots, int first, ref double best, ref int label)
    {
        ReadOnlySpan<double> norms = _norms.AsSpan(first, Math.Min(VectorBank.Width, _norms.Length - first));
        for (int j = 0; j < norms.Length; j++)
        {
            double value = norms[j] - (2 * dots[j]);
            if (value < best)
            {
                best = value;
                label = first + j;
            }
        }
    }
}
