using Brine.Arrays;

namespace Brine.Models;

/// <summary>scikit-learn's <c>euclidean_distances</c> of rows to centers: dense or sparse, in single precision where both sides
/// are.</summary>
internal sealed class CenterDistances
{
    private readonly double[] _centers;
    private readonly bool _isSingle;

    internal CenterDistances(double[] centers, int count, int dimension, bool isSingle)
    {
        (_centers, _isSingle) = (centers, isSingle);
        Norms = new double[count];
        for (int j = 0; j < count; j++)
        {
            Norms[j] = NumpyReductions.SquaredNorm(centers.AsSpan(j * dimension, dimension));
        }

        Bank = new VectorBank(centers, count, dimension);
        Kernel = new CenterDistanceKernel(Bank, Norms);
    }

    /// <summary>The centers.</summary>
    internal VectorBank Bank { get; }

    /// <summary>The squared length of each center, by einsum.</summary>
    internal double[] Norms { get; }

    /// <summary>The distances of one row in double precision.</summary>
    internal CenterDistanceKernel Kernel { get; }

    internal Matrix Of(Features x)
    {
        bool isSingle = _isSingle && NumpyPrecision.IsSingle(x);
        int count = Bank.Count;
        double[] distances;
        if (x is SparseMatrix sparse)
        {
            distances = SparseDots(sparse.Csr);
            FinishAll(distances, row => SparseDot.SquaredNorm(sparse.Csr, row), isSingle);
        }
        else
        {
            Matrix matrix = x.ToMatrix();
            if (!isSingle)
            {
                return new Matrix(matrix.RowCount, count, Kernel.RunAllCore(matrix));
            }

            distances = new double[matrix.RowCount * count];
            for (int row = 0; row < matrix.RowCount; row++)
            {
                Bank.All<DotStep>(matrix.Row(row), distances.AsSpan(row * count, count));
            }

            FinishAll(distances, row => NumpyReductions.SquaredNorm(matrix.Row(row)), isSingle);
        }

        return new Matrix(x.RowCount, count, distances, isSingle ? DType.Float32 : DType.Float64);
    }

    private double[] SparseDots(CsrMatrix csr)
    {
        int count = Bank.Count;
        var dots = new double[csr.RowCount * count];
        for (int row = 0; row < csr.RowCount; row++)
        {
            for (int j = 0; j < count; j++)
            {
                dots[(row * count) + j] = SparseDot.Of(csr, row, _centers.AsSpan(j * csr.ColumnCount, csr.ColumnCount));
            }
        }

        return dots;
    }

    private void FinishAll(double[] dots, Func<int, double> norm, bool isSingle)
    {
        int count = Bank.Count;
        for (int row = 0; row * count < dots.Length; row++)
        {
            Span<double> part = dots.AsSpan(row * count, count);
            if (isSingle)
            {
                SingleCenters.Finish(part, norm(row), Norms);
            }
            else
            {
                CenterDistanceKernel.Finish(part, norm(row), Norms);
            }
        }
    }
}
