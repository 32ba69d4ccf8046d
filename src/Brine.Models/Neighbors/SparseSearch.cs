using System.Buffers;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>Neighbours among sparse rows: euclidean or cosine distances by products of the stored values.</summary>
internal sealed class SparseSearch : INeighborSearch
{
    private readonly CsrMatrix _rows;
    private readonly Distance _distance;
    private readonly double[] _norms;

    internal SparseSearch(CsrMatrix rows, Distance distance)
    {
        _distance = distance;
        _rows = distance.Kind == DistanceKind.Cosine ? Normalize(rows) : rows;
        _norms = new double[rows.RowCount];
        for (int i = 0; i < _norms.Length; i++)
        {
            _norms[i] = SparseDot.SquaredNorm(_rows, i);
        }
    }

    public int TrainingCount => _rows.RowCount;

    public InputContract Inputs => InputContract.FiniteOrSparse;

    public int Dimension => _rows.ColumnCount;

    internal static bool Runs(Distance distance) => distance.Kind is DistanceKind.Euclidean or DistanceKind.SquaredEuclidean or DistanceKind.Cosine;

    public void Find(ReadOnlySpan<double> row, Span<double> distances, Span<int> indices) => Find(row, NumpyReductions.SquaredNorm(row), distances, indices);

    private void Find(ReadOnlySpan<double> row, double norm, Span<double> distances, Span<int> indices)
    {
        bool isCosine = _distance.Kind == DistanceKind.Cosine;
        double[]? rented = isCosine ? ArrayPool<double>.Shared.Rent(row.Length) : null;
        if (rented is not null)
        {
            double root = norm == 0 ? 1 : Math.Sqrt(norm);
            for (int i = 0; i < row.Length; i++)
            {
                rented[i] = row[i] / root;
            }

            row = rented.AsSpan(0, row.Length);
        }

        var heap = new NeighborHeap(distances, indices);
        for (int i = 0; i < _norms.Length; i++)
        {
            double dot = SparseDot.Of(_rows, i, row);
            heap.Push(isCosine ? Math.Clamp(1 - dot, 0, 2) : Math.Max(norm + (-2 * dot) + _norms[i], 0), i);
        }

        if (rented is not null)
        {
            ArrayPool<double>.Shared.Return(rented);
        }

        heap.Sort();
        for (int i = 0; i < distances.Length; i++)
        {
            distances[i] = _distance.Full(distances[i]);
        }
    }

    public void FindAll(Features x, int neighbourCount, Span<double> distances, Span<int> indices)
    {
        var row = new double[Dimension];
        Matrix? matrix = x is SparseMatrix ? null : x.ToMatrix();
        for (int i = 0; i < x.RowCount; i++)
        {
            if (x is SparseMatrix sparse)
            {
                sparse.Csr.CopyRow(i, row);
            }
            else
            {
                matrix!.Row(i).CopyTo(row);
            }

            double norm = x is SparseMatrix ? DenseSearch.SequentialNorm(row) : NumpyReductions.SquaredNorm(row);
            Find(row, norm, distances.Slice(i * neighbourCount, neighbourCount), indices.Slice(i * neighbourCount, neighbourCount));
        }
    }

    private static CsrMatrix Normalize(CsrMatrix rows)
    {
        double[] data = [.. rows.Data];
        for (int i = 0; i < rows.RowCount; i++)
        {
            double norm = Math.Sqrt(SparseDot.SquaredNorm(rows, i));
            for (int at = rows.Starts[i]; at < rows.Starts[i + 1] && norm > 0; at++)
            {
                data[at] /= norm;
            }
        }

        return new CsrMatrix(rows.RowCount, rows.ColumnCount, rows.Starts, rows.Columns, data);
    }
}
