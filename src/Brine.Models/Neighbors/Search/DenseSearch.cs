using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// Neighbors among dense rows by a tree or by scikit-learn's fast brute search. All rows are compared, four queries or 32 training rows at
/// a time; where distances tie, a tree model asks its tree, whose walk decides which of equal rows scikit-learn returns. In few dimensions
/// the tree is asked at once.
/// </summary>
internal sealed partial class DenseSearch
{
    private const int LargestOnStack = 128;

    private readonly TrainingRows _rows;
    private readonly Distance _distance;
    private readonly BinaryTree? _tree;
    private readonly bool _prefersTree;
    private readonly double[] _norms;
    private readonly bool _rounds;
    private readonly bool _isIntrosort;
    private readonly SearchRules _rules;
    private readonly PairwiseSearch? _pairwise;

    /// <param name="rows">The training rows in the order of the file.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="dimension">The number of features.</param>
    /// <param name="distance">The metric.</param>
    /// <param name="tree">The tree of kd_tree or ball_tree, or null for brute.</param>
    /// <param name="rules">How the version that saved the model searches.</param>
    internal DenseSearch(double[] rows, int count, int dimension, Distance distance, BinaryTree? tree, SearchRules rules)
    {
        _distance = distance;
        _tree = tree;
        _rules = rules;
        _isIntrosort = rules.IsIntrosort;
        bool isExpanded = tree is null && distance.Kind is DistanceKind.Euclidean or DistanceKind.SquaredEuclidean;
        double[] ordered = tree is null ? rows : Reorder(rows, tree.Order, dimension);
        _rows = new TrainingRows(ordered, count, dimension, distance, isExpanded, rules.ClampsFast, rules.RoundsFast);
        _rounds = tree is null && rules.Training.IsSingle;

        // A tree of what is no metric leaves out near rows: then only its walk knows what scikit-learn finds.
        _prefersTree = tree is not null && (!distance.IsPlain || (dimension <= 6 ? count >= 256 : dimension <= 10 && count >= 20_000));
        _norms = new double[isExpanded ? _rows.BlockCount * VectorBank.Width : 0];
        for (int i = 0; i < count && isExpanded; i++)
        {
            _norms[i] = RowLength.Sequential(ordered.AsSpan(i * dimension, dimension));
        }
    }

    /// <summary>A search in place of one by all distances, which is asked only where the nearest tie: without ties there is but one
    /// answer.</summary>
    /// <param name="rows">The training rows in the order of the file.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="dimension">The number of features.</param>
    /// <param name="distance">A metric for which <see cref="RunsFor"/> is true.</param>
    /// <param name="rules">How the version that saved the model searches.</param>
    /// <param name="pairwise">The search by all distances.</param>
    internal DenseSearch(double[] rows, int count, int dimension, Distance distance, SearchRules rules, PairwiseSearch pairwise)
    {
        (_distance, _rules, _pairwise) = (distance, rules, pairwise);
        bool isExpanded = distance.Kind == DistanceKind.Euclidean;
        _rows = new TrainingRows(rows, count, dimension, distance, isExpanded, clamps: true, roundsSums: false);
        _norms = new double[isExpanded ? _rows.BlockCount * VectorBank.Width : 0];
        for (int i = 0; i < count && isExpanded; i++)
        {
            _norms[i] = NumpyReductions.SquaredNorm(rows.AsSpan(i * dimension, dimension));
        }
    }

    /// <summary>True for metrics whose sums over blocks are those of <c>pairwise_distances</c>.</summary>
    internal static bool RunsFor(Distance distance) =>
        distance.Kind is DistanceKind.Euclidean or DistanceKind.SquaredEuclidean or DistanceKind.Manhattan or DistanceKind.Chebyshev;

    /// <summary>The training rows in blocks.</summary>
    internal VectorBank Bank => _rows.Bank;

    internal int TrainingCount => _rows.Count;

    internal int Dimension => _rows.Dimension;

    /// <summary>The nearest of each row.</summary>
    /// <param name="matrix">The rows.</param>
    /// <param name="neighborCount">How many are wanted.</param>
    /// <param name="mergesHeaps">True where scikit-learn splits the training rows, not the asked ones, among threads.</param>
    /// <param name="distances">Room for as many distances a row as neighbors are wanted.</param>
    /// <param name="indices">Room for their indices.</param>
    /// <returns>In how many rows numpy's selection decides between equal distances.</returns>
    internal TieCount FindAll(Matrix matrix, int neighborCount, bool mergesHeaps, Span<double> distances, Span<int> indices)
    {
        int rowCount = matrix.RowCount, row = 0;
        TieCount ties = default;
        if (!_prefersTree)
        {
            for (; row + 4 <= rowCount; row += 4)
            {
                ties += FindFour(
                    matrix.Values.AsSpan(row * Dimension, 4 * Dimension),
                    distances.Slice(row * neighborCount, 4 * neighborCount),
                    indices.Slice(row * neighborCount, 4 * neighborCount),
                    mergesHeaps);
            }
        }

        for (; row < rowCount; row++)
        {
            ties += Find(matrix.Row(row), mergesHeaps, distances.Slice(row * neighborCount, neighborCount),
                indices.Slice(row * neighborCount, neighborCount));
        }

        return ties;
    }

    /// <summary>The nearest of one row.</summary>
    internal TieCount Find(ReadOnlySpan<double> row, bool mergesHeaps, Span<double> distances, Span<int> indices)
    {
        row = row[..Dimension];
        int wanted = distances.Length, size = HeapSize(wanted);
        using var room = new Scratch(size);
        Span<double> heapDistances = size <= LargestOnStack ? stackalloc double[size] : room.Distances;
        Span<int> heapIndices = size <= LargestOnStack ? stackalloc int[size] : room.Indices;
        if (_prefersTree)
        {
            AskTree(row, distances, indices);
            return default;
        }

        var heap = new NeighborHeap(heapDistances, heapIndices);
        double norm = Norm(row);
        Span<double> tile = stackalloc double[VectorBank.TileSize];
        for (int block = 0; block < _rows.BlockCount; block += 4)
        {
            _rows.FourBlocks(row, norm, _norms, block, tile, _rounds);
            for (int i = 0; i < 4; i++)
            {
                PushEight(tile.Slice(i * VectorBank.Width, VectorBank.Width), (block + i) * VectorBank.Width, heap);
            }
        }

        return Finish(row, heapDistances, heapIndices, distances, indices, mergesHeaps && _tree is null);
    }

    private TieCount FindFour(ReadOnlySpan<double> rows, Span<double> distances, Span<int> indices, bool mergesHeaps)
    {
        int wanted = distances.Length / 4, size = HeapSize(wanted), dimension = Dimension;
        using var room = new Scratch(4 * size);
        Span<double> heapDistances = 4 * size <= LargestOnStack ? stackalloc double[4 * size] : room.Distances;
        Span<int> heapIndices = 4 * size <= LargestOnStack ? stackalloc int[4 * size] : room.Indices;
        var first = new NeighborHeap(heapDistances[..size], heapIndices[..size]);
        var second = new NeighborHeap(heapDistances.Slice(size, size), heapIndices.Slice(size, size));
        var third = new NeighborHeap(heapDistances.Slice(2 * size, size), heapIndices.Slice(2 * size, size));
        var fourth = new NeighborHeap(heapDistances.Slice(3 * size, size), heapIndices.Slice(3 * size, size));
        ReadOnlySpan<double> fourNorms =
        [
            Norm(rows[..dimension]),
            Norm(rows.Slice(dimension, dimension)),
            Norm(rows.Slice(2 * dimension, dimension)),
            Norm(rows.Slice(3 * dimension, dimension)),
        ];
        Span<double> tile = stackalloc double[VectorBank.TileSize];
        for (int block = 0; block * VectorBank.Width < TrainingCount; block++)
        {
            _rows.FourRows(rows, fourNorms, _norms, block, tile, _rounds);
            int at = block * VectorBank.Width;
            PushEight(tile[..8], at, first);
            PushEight(tile.Slice(8, 8), at, second);
            PushEight(tile.Slice(16, 8), at, third);
            PushEight(tile.Slice(24, 8), at, fourth);
        }

        TieCount ties = default;
        for (int i = 0; i < 4; i++)
        {
            ties += Finish(
                rows.Slice(i * dimension, dimension),
                heapDistances.Slice(i * size, size),
                heapIndices.Slice(i * size, size),
                distances.Slice(i * wanted, wanted),
                indices.Slice(i * wanted, wanted),
                mergesHeaps && _tree is null);
        }

        return ties;
    }

    /// <summary>A tree model looks for one neighbor more, to see whether the last one ties with it; so does a search in place of
    /// another.</summary>
    private int HeapSize(int wanted) => _tree is null && _pairwise is null ? wanted : Math.Min(wanted + 1, TrainingCount);

    private double Norm(ReadOnlySpan<double> row) =>
        _norms.Length == 0 ? 0 : _pairwise is null ? RowLength.Sequential(row) : NumpyReductions.SquaredNorm(row);

    private void PushEight(ReadOnlySpan<double> eight, int first, NeighborHeap heap)
    {
        if (!TrainingRows.HasBelow(eight, heap.Farthest))
        {
            return;
        }

        int count = Math.Min(VectorBank.Width, TrainingCount - first);
        for (int i = 0; i < count; i++)
        {
            heap.Push(eight[i], first + i);
        }
    }

    private TieCount Finish(ReadOnlySpan<double> row, Span<double> heapDistances, Span<int> heapIndices, Span<double> distances,
        Span<int> indices, bool mergesHeaps)
    {
        int wanted = distances.Length;
        if (mergesHeaps && _pairwise is null)
        {
            // ArgKmin's _parallel_on_Y_synchronize: the heap of a thread is poured into the heap of all, and equal distances change places.
            var merged = new NeighborHeap(distances, indices);
            for (int i = 0; i < wanted; i++)
            {
                merged.Push(heapDistances[i], heapIndices[i]);
            }

            merged.Sort(_isIntrosort);
        }
        else
        {
            NeighborHeap.Sort(heapDistances, heapIndices, _isIntrosort);
            if (_tree is not null && HasTies(heapDistances))
            {
                AskTree(row, distances, indices);
                return default;
            }

            if (_pairwise is not null && (HasTies(heapDistances) || !double.IsFinite(heapDistances[^1])))
            {
                return _pairwise.Find(row, AskedRows.Dense(DType.Float64), mergesHeaps, distances, indices);
            }

            heapDistances[..wanted].CopyTo(distances);
            for (int i = 0; i < wanted; i++)
            {
                indices[i] = _tree is null ? heapIndices[i] : _tree.Order[heapIndices[i]];
            }
        }

        foreach (ref double distance in distances)
        {
            distance = Full(distance);
        }

        return default;
    }

    /// <summary>The distance of a reduced one.</summary>
    private double Full(double reduced) => _rounds ? _rules.FullOfFast(reduced) : _distance.Full(reduced);

    private void AskTree(ReadOnlySpan<double> row, Span<double> distances, Span<int> indices)
    {
        var heap = new NeighborHeap(distances, indices);
        _tree!.Query(row, _distance, new LeafRows(_rows, row, _tree.Order), heap);
        heap.Sort(_isIntrosort);
        for (int i = 0; i < distances.Length; i++)
        {
            distances[i] = _distance.Full(distances[i]);
        }
    }

    private static bool HasTies(ReadOnlySpan<double> sorted)
    {
        for (int i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] == sorted[i - 1])
            {
                return true;
            }
        }

        return false;
    }

    private static double[] Reorder(double[] rows, int[] order, int dimension)
    {
        var ordered = new double[rows.Length];
        for (int i = 0; i < order.Length; i++)
        {
            rows.AsSpan(order[i] * dimension, dimension).CopyTo(ordered.AsSpan(i * dimension));
        }

        return ordered;
    }
}
