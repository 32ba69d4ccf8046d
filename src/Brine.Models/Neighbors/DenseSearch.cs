using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// Neighbours among dense rows. All rows are compared, four queries or 32 training rows at a time; where distances tie, a tree model asks
/// its tree, whose walk decides which of equal rows scikit-learn returns. In few dimensions the tree is asked at once.
/// </summary>
internal sealed partial class DenseSearch : INeighborSearch
{
    private const int LargestOnStack = 128;

    // scikit-learn's ArgKmin splits the training rows, not the queries, up to four chunks of 256 queries a thread.
    private const int FewQueries = 1024;

    private readonly TrainingRows _rows;
    private readonly Distance _distance;
    private readonly BinaryTree? _tree;
    private readonly bool _prefersTree;
    private readonly double[] _sequentialNorms;
    private readonly double[] _einsumNorms;
    private readonly bool _hasArgKmin;
    private readonly bool _sortsStably; // from 1.9
    private readonly DType _dtype;

    /// <param name="rows">The training rows in the order of the file.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="dimension">The number of features.</param>
    /// <param name="distance">The metric.</param>
    /// <param name="tree">The tree of kd_tree or ball_tree, or null for brute.</param>
    /// <param name="savedBy">The version that saved the model.</param>
    /// <param name="dtype">The dtype of the training rows.</param>
    internal DenseSearch(double[] rows, int count, int dimension, Distance distance, BinaryTree? tree, SavedVersion savedBy, DType dtype)
    {
        _distance = distance;
        _tree = tree;
        _dtype = dtype;
        _hasArgKmin = tree is null && savedBy.IsAtLeast(1, 1);
        _sortsStably = savedBy.IsAtLeast(1, 9);
        bool isExpanded = tree is null && distance.Kind is DistanceKind.Euclidean or DistanceKind.SquaredEuclidean;
        bool clamps = !savedBy.IsAtLeast(1, 1) || savedBy.IsAtLeast(1, 3);
        double[] ordered = tree is null ? rows : Reorder(rows, tree.Order, dimension);
        if (distance.Kind == DistanceKind.Cosine)
        {
            ordered = [.. ordered];
            for (int i = 0; i < count; i++)
            {
                Normalize(ordered.AsSpan(i * dimension, dimension));
            }
        }

        _rows = new TrainingRows(ordered, count, dimension, distance, isExpanded, clamps);
        _prefersTree = tree is not null && (dimension <= 6 ? count >= 256 : dimension <= 10 && count >= 20_000);
        int padded = _rows.BlockCount * VectorBank.Width;
        _sequentialNorms = new double[isExpanded ? padded : 0];
        _einsumNorms = new double[_sequentialNorms.Length];
        for (int i = 0; i < count && isExpanded; i++)
        {
            _sequentialNorms[i] = SequentialNorm(ordered.AsSpan(i * dimension, dimension));
            _einsumNorms[i] = NumpyReductions.SquaredNorm(ordered.AsSpan(i * dimension, dimension));
        }
    }

    public int TrainingCount => _rows.Count;

    /// <summary>Trees know no sparse rows.</summary>
    public InputContract Inputs => _tree is null ? InputContract.FiniteOrSparse : InputContract.Finite;

    public int Dimension => _rows.Dimension;

    public void Find(ReadOnlySpan<double> row, Span<double> distances, Span<int> indices) => Find(row, distances, indices, IsArgKmin(_dtype), mergesHeaps: true);

    public void FindAll(Features x, int neighbourCount, Span<double> distances, Span<int> indices)
    {
        Matrix matrix = x.ToMatrix();
        int rowCount = matrix.RowCount, row = 0;
        bool isArgKmin = IsArgKmin(matrix.DType), mergesHeaps = rowCount <= FewQueries && rowCount <= TrainingCount;
        if (!_prefersTree && _distance.Kind != DistanceKind.Cosine)
        {
            for (; row + 4 <= rowCount; row += 4)
            {
                FindFour(
                    matrix.Values.AsSpan(row * Dimension, 4 * Dimension),
                    distances.Slice(row * neighbourCount, 4 * neighbourCount),
                    indices.Slice(row * neighbourCount, 4 * neighbourCount),
                    isArgKmin,
                    mergesHeaps);
            }
        }

        for (; row < rowCount; row++)
        {
            Find(matrix.Row(row), distances.Slice(row * neighbourCount, neighbourCount), indices.Slice(row * neighbourCount, neighbourCount), isArgKmin, mergesHeaps);
        }
    }

    internal static double SequentialNorm(ReadOnlySpan<double> row)
    {
        double sum = 0;
        foreach (double value in row)
        {
            sum += value * value;
        }

        return sum;
    }

    private bool IsArgKmin(DType dtype) => _hasArgKmin && dtype.Kind == 'f' && _dtype.Kind == 'f' && dtype.ItemSize == _dtype.ItemSize;

    private void Find(ReadOnlySpan<double> row, Span<double> distances, Span<int> indices, bool isArgKmin, bool mergesHeaps)
    {
        row = row[..Dimension];
        int wanted = distances.Length, size = HeapSize(wanted);
        using var room = new Scratch(size, _distance.Kind == DistanceKind.Cosine ? Dimension : 0);
        Span<double> heapDistances = size <= LargestOnStack ? stackalloc double[size] : room.Distances;
        Span<int> heapIndices = size <= LargestOnStack ? stackalloc int[size] : room.Indices;
        if (_distance.Kind == DistanceKind.Cosine)
        {
            row.CopyTo(room.Row);
            Normalize(room.Row);
            row = room.Row;
        }

        if (_prefersTree)
        {
            AskTree(row, distances, indices);
            return;
        }

        var heap = new NeighborHeap(heapDistances, heapIndices);
        double norm = Norm(row, isArgKmin);
        ReadOnlySpan<double> norms = isArgKmin ? _sequentialNorms : _einsumNorms;
        bool rounds = isArgKmin && _dtype.ItemSize == 4;
        Span<double> tile = stackalloc double[VectorBank.TileSize];
        for (int block = 0; block < _rows.BlockCount; block += 4)
        {
            _rows.FourBlocks(row, norm, norms, block, tile, rounds);
            for (int i = 0; i < 4; i++)
            {
                PushEight(tile.Slice(i * VectorBank.Width, VectorBank.Width), (block + i) * VectorBank.Width, heap);
            }
        }

        Finish(row, heapDistances, heapIndices, distances, indices, isArgKmin && mergesHeaps);
    }

    private void FindFour(ReadOnlySpan<double> rows, Span<double> distances, Span<int> indices, bool isArgKmin, bool mergesHeaps)
    {
        int wanted = distances.Length / 4, size = HeapSize(wanted), dimension = Dimension;
        using var room = new Scratch(4 * size, 0);
        Span<double> heapDistances = 4 * size <= LargestOnStack ? stackalloc double[4 * size] : room.Distances;
        Span<int> heapIndices = 4 * size <= LargestOnStack ? stackalloc int[4 * size] : room.Indices;
        var first = new NeighborHeap(heapDistances[..size], heapIndices[..size]);
        var second = new NeighborHeap(heapDistances.Slice(size, size), heapIndices.Slice(size, size));
        var third = new NeighborHeap(heapDistances.Slice(2 * size, size), heapIndices.Slice(2 * size, size));
        var fourth = new NeighborHeap(heapDistances.Slice(3 * size, size), heapIndices.Slice(3 * size, size));
        ReadOnlySpan<double> fourNorms =
        [
            Norm(rows[..dimension], isArgKmin),
            Norm(rows.Slice(dimension, dimension), isArgKmin),
            Norm(rows.Slice(2 * dimension, dimension), isArgKmin),
            Norm(rows.Slice(3 * dimension, dimension), isArgKmin),
        ];
        ReadOnlySpan<double> norms = isArgKmin ? _sequentialNorms : _einsumNorms;
        bool rounds = isArgKmin && _dtype.ItemSize == 4;
        Span<double> tile = stackalloc double[VectorBank.TileSize];
        for (int block = 0; block * VectorBank.Width < TrainingCount; block++)
        {
            _rows.FourRows(rows, fourNorms, norms, block, tile, rounds);
            int at = block * VectorBank.Width;
            PushEight(tile[..8], at, first);
            PushEight(tile.Slice(8, 8), at, second);
            PushEight(tile.Slice(16, 8), at, third);
            PushEight(tile.Slice(24, 8), at, fourth);
        }

        for (int i = 0; i < 4; i++)
        {
            Finish(
                rows.Slice(i * dimension, dimension),
                heapDistances.Slice(i * size, size),
                heapIndices.Slice(i * size, size),
                distances.Slice(i * wanted, wanted),
                indices.Slice(i * wanted, wanted),
                isArgKmin && mergesHeaps);
        }
    }

    /// <summary>A tree model looks for one neighbour more, to see whether the last one ties with it.</summary>
    private int HeapSize(int wanted) => _tree is null ? wanted : Math.Min(wanted + 1, TrainingCount);

    private double Norm(ReadOnlySpan<double> row, bool isArgKmin) =>
        _sequentialNorms.Length == 0 ? 0 : isArgKmin ? SequentialNorm(row) : NumpyReductions.SquaredNorm(row);

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

    private void Finish(ReadOnlySpan<double> row, Span<double> heapDistances, Span<int> heapIndices, Span<double> distances, Span<int> indices, bool mergesHeaps)
    {
        int wanted = distances.Length;
        if (mergesHeaps)
        {
            // ArgKmin's _parallel_on_Y_synchronize: the heap of a thread is poured into the heap of all, and equal distances change places.
            var merged = new NeighborHeap(distances, indices);
            for (int i = 0; i < wanted; i++)
            {
                merged.Push(heapDistances[i], heapIndices[i]);
            }

            merged.Sort(_sortsStably);
        }
        else
        {
            NeighborHeap.Sort(heapDistances, heapIndices, _sortsStably);
            if (_tree is not null && HasTies(heapDistances))
            {
                AskTree(row, distances, indices);
                return;
            }

            heapDistances[..wanted].CopyTo(distances);
            for (int i = 0; i < wanted; i++)
            {
                indices[i] = _tree is null ? heapIndices[i] : _tree.Order[heapIndices[i]];
            }
        }

        for (int i = 0; i < wanted; i++)
        {
            distances[i] = _distance.Full(distances[i]);
        }
    }

    private void AskTree(ReadOnlySpan<double> row, Span<double> distances, Span<int> indices)
    {
        var heap = new NeighborHeap(distances, indices);
        _tree!.Query(row, _distance, new LeafRows(_rows, row, _tree.Order), heap);
        heap.Sort(_sortsStably);
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

    /// <summary>scikit-learn's <c>normalize</c> of one row.</summary>
    private static void Normalize(Span<double> row)
    {
        double norm = Math.Sqrt(NumpyReductions.SquaredNorm(row));
        norm = norm < 10 * 2.220446049250313e-16 ? 1 : norm;
        foreach (ref double value in row)
        {
            value /= norm;
        }
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
