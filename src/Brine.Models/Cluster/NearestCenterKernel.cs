using Brine.Arrays;

namespace Brine.Models;

/// <summary>The number of the nearest center of one row.</summary>
/// <param name="centers">The centers and distances to them.</param>
/// <param name="norms">The squared lengths of the centers, as the search has them.</param>
/// <param name="search">How the version looks for it.</param>
/// <param name="clamps">True where the fast search cuts off squares below zero.</param>
internal sealed class NearestCenterKernel(CenterDistances centers, double[] norms, CenterSearch search, bool clamps) : RowKernel
{
    public override int InputCount => centers.Bank.Dimension;

    public override int OutputCount => 1;

    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        row = row[..centers.Bank.Dimension];
        Span<double> dots = stackalloc double[VectorBank.Width];
        double norm = search == CenterSearch.Reduced ? 0
            : search == CenterSearch.Distances ? NumpyReductions.SquaredNorm(row) : RowLength.Sequential(row);
        double best = double.PositiveInfinity;
        int nearest = 0;
        for (int first = 0; first < norms.Length; first += VectorBank.Width)
        {
            centers.Bank.OneBlock<DotStep>(row, first / VectorBank.Width, dots);
            int count = Math.Min(VectorBank.Width, norms.Length - first);
            for (int j = 0; j < count; j++)
            {
                double value = Value(search, norm, dots[j], norms[first + j]);
                if (value < best)
                {
                    (best, nearest) = (value, first + j);
                }
            }
        }

        output[0] = nearest;
    }

    /// <summary>The same over the stored values of sparse rows.</summary>
    internal double[] RunAll(CsrMatrix csr, double[] numbers)
    {
        CenterSearch by = search == CenterSearch.FastDense ? CenterSearch.Distances : search;
        var nearest = new double[csr.RowCount];
        for (int row = 0; row < csr.RowCount; row++)
        {
            double norm = by == CenterSearch.Reduced ? 0 : SparseDot.SquaredNorm(csr, row), best = double.PositiveInfinity;
            for (int j = 0; j < norms.Length; j++)
            {
                double value = Value(by, norm, SparseDot.Of(csr, row, numbers.AsSpan(j * csr.ColumnCount, csr.ColumnCount)),
                    by == search ? norms[j] : centers.Norms[j]);
                if (value < best)
                {
                    (best, nearest[row]) = (value, j);
                }
            }
        }

        return nearest;
    }

    private double Value(CenterSearch by, double norm, double dot, double centerNorm)
    {
        switch (by)
        {
            case CenterSearch.Reduced:
                return (-2 * dot) + centerNorm;
            case CenterSearch.Distances:
                return Math.Sqrt(Math.Max((-2 * dot) + norm + centerNorm, 0));
            default:
                double value = norm + (-2 * dot) + centerNorm;
                return clamps ? Math.Max(value, 0) : value;
        }
    }
}
