using System.Buffers;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// The brute search that computes all distances of a row and then takes the smallest: by <c>np.argpartition</c> and <c>np.argsort</c>, or
/// by the heap of the fast search, which serves sparse training rows.
/// </summary>
internal sealed class PairwiseSearch
{
    private readonly PairwiseDistances _distances;
    private readonly Distance _distance;
    private readonly SearchRules _rules;
    private readonly bool _isFast;
    private readonly bool _takesUndefined;

    /// <param name="distances">What computes the distances.</param>
    /// <param name="distance">The metric.</param>
    /// <param name="rules">How the version that saved the model searches.</param>
    /// <param name="isFast">True for the heap of the fast search.</param>
    /// <param name="takesUndefined">True for <c>np.argmin</c>, to which NaN is the smallest.</param>
    internal PairwiseSearch(PairwiseDistances distances, Distance distance, SearchRules rules, bool isFast, bool takesUndefined = false)
    {
        (_distances, _distance, _rules, _isFast, _takesUndefined) = (distances, distance, rules, isFast, takesUndefined);
    }

    internal TieCount Find(ReadOnlySpan<double> row, AskedRows asked, bool mergesHeaps, Span<double> distances, Span<int> indices)
    {
        double[] all = ArrayPool<double>.Shared.Rent(_distances.RoomSize);
        _distances.Of(row, asked.IsSparse, _rules.IsSingle(asked), all);
        TieCount ties = Take(all.AsSpan(0, _distances.Count), asked, mergesHeaps, distances, indices);
        ArrayPool<double>.Shared.Return(all);
        return ties;
    }

    internal TieCount FindAll(Features x, AskedRows asked, bool mergesHeaps, int neighborCount, Span<double> distances, Span<int> indices)
    {
        int row = 0;
        TieCount ties = default;
        if (x is SparseMatrix sparse)
        {
            double[] full = new double[_distances.Dimension];
            for (; row < x.RowCount; row++)
            {
                sparse.Csr.CopyRow(row, full);
                ties += Find(full, asked, mergesHeaps, distances.Slice(row * neighborCount, neighborCount),
                    indices.Slice(row * neighborCount, neighborCount));
            }

            return ties;
        }

        Matrix matrix = x.ToMatrix();
        int dimension = _distances.Dimension, size = _distances.RoomSize;
        double[] all = ArrayPool<double>.Shared.Rent(4 * size);
        for (; row + 4 <= matrix.RowCount; row += 4)
        {
            _distances.OfFour(matrix.Values.AsSpan(row * dimension, 4 * dimension), _rules.IsSingle(asked), all);
            for (int i = 0; i < 4; i++)
            {
                int at = (row + i) * neighborCount;
                ties += Take(all.AsSpan(i * size, _distances.Count), asked, mergesHeaps, distances.Slice(at, neighborCount),
                    indices.Slice(at, neighborCount));
            }
        }

        ArrayPool<double>.Shared.Return(all);
        for (; row < matrix.RowCount; row++)
        {
            ties += Find(matrix.Row(row), asked, mergesHeaps, distances.Slice(row * neighborCount, neighborCount),
                indices.Slice(row * neighborCount, neighborCount));
        }

        return ties;
    }

    /// <summary>All training rows within a radius, in the order of the file.</summary>
    internal void FindWithin(ReadOnlySpan<double> row, AskedRows asked, double radius, List<double> distances, List<int> indices)
    {
        double[] all = ArrayPool<double>.Shared.Rent(_distances.RoomSize);
        bool isSingle = _rules.IsSingle(asked);
        _distances.Of(row, asked.IsSparse, isSingle, all);

        // Only for "euclidean" squares are compared.
        double limit = _isFast ? _rules.LimitOfFast(radius) : _distance.Kind == DistanceKind.Euclidean ? radius * radius : radius;
        limit = _rules.GivesSingles(asked) ? (float)limit : limit;
        for (int i = 0; i < _distances.Count; i++)
        {
            if (all[i] <= limit)
            {
                distances.Add(Full(all[i], asked));
                indices.Add(i);
            }
        }

        ArrayPool<double>.Shared.Return(all);
    }

    private TieCount Take(Span<double> all, AskedRows asked, bool mergesHeaps, Span<double> distances, Span<int> indices)
    {
        if (_rules.GivesSingles(asked))
        {
            foreach (ref double distance in all)
            {
                distance = (float)distance;
            }
        }

        TieCount ties = default;
        if (_takesUndefined && all.IndexOf(double.NaN) is >= 0 and var undefined)
        {
            (distances[0], indices[0]) = (double.NaN, undefined);
        }
        else if (_isFast)
        {
            NearestSelection.TakeByHeap(all, mergesHeaps, _rules.IsIntrosort, distances, indices);
        }
        else
        {
            ties = NearestSelection.Take(all, distances, indices);
        }

        foreach (ref double distance in distances)
        {
            distance = Full(distance, asked);
        }

        return ties;
    }

    /// <summary>The distance of what was compared: of the fast search reduced ones, of the other one squares where they are
    /// euclidean.</summary>
    private double Full(double compared, AskedRows asked) => _isFast ? _rules.FullOfFast(compared)
        : _distance.Kind != DistanceKind.Euclidean ? compared
        : _rules.GivesSingles(asked) ? MathF.Sqrt((float)compared) : Math.Sqrt(compared);
}
