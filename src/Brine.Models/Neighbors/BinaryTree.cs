using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>
/// scikit-learn's KDTree or BallTree: a complete binary tree, node i has the children 2i + 1 and 2i + 2, and holds the rows
/// <c>Order[Starts[i]..Ends[i]]</c>. A KDTree bounds a node by a box, a BallTree by a center and a radius.
/// </summary>
internal sealed class BinaryTree
{
    private readonly double[] _bounds;
    private readonly double[] _radii;
    private readonly int[] _starts;
    private readonly int[] _ends;
    private readonly bool[] _leaves;
    private readonly int _dimension;

    private BinaryTree(double[] bounds, NDArray nodes, int[] order, int dimension, bool isBall)
    {
        _bounds = bounds;
        _dimension = dimension;
        IsBall = isBall;
        Order = order;
        int count = nodes.Length;
        (_starts, _ends, _leaves, _radii) = (new int[count], new int[count], new bool[count], new double[count]);
        ReadOnlySpan<byte> bytes = nodes.Data.Span;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> node = bytes.Slice(i * 32, 32);
            long start = BitConverter.ToInt64(node), end = BitConverter.ToInt64(node[8..]);
            bool isLeaf = BitConverter.ToInt64(node[16..]) != 0;
            if (start < 0 || end < start || end > order.Length || (!isLeaf && (2L * i) + 2 >= count))
            {
                throw new PickleFormatException("FormatShape", $"node {i} of a neighbours' tree points outside of it; the file is corrupt");
            }

            (_starts[i], _ends[i], _leaves[i], _radii[i]) = ((int)start, (int)end, isLeaf, BitConverter.ToDouble(node[24..]));
        }
    }

    /// <summary>True for a BallTree.</summary>
    internal bool IsBall { get; }

    /// <summary>Which row stands at each place of the tree (<c>idx_array</c>).</summary>
    internal int[] Order { get; }

    /// <summary>Reads <c>_tree</c>: its state is a tuple of data, idx_array, node_data, node_bounds...</summary>
    internal static BinaryTree Read(EstimatorReader reader, int rowCount, int dimension)
    {
        var source = reader.Value("_tree").As<PyObject>();
        var state = source?.State.As<PyTuple>();

        // Before 0.20 both are pickled as their common base class, BinaryTree.
        string name = source?.Class?.Name ?? "";
        bool isBall = name.StartsWith("Ball", StringComparison.Ordinal) || (!name.StartsWith("KD", StringComparison.Ordinal) && reader.Text("_fit_method") == "ball_tree");
        if (state is not { Count: >= 4 } || NDArray.From(state[1]) is not { } order || NDArray.From(state[2]) is not { } nodes || NDArray.From(state[3]) is not { } bounds)
        {
            throw new PickleFormatException("FormatShape", $"{reader.Path}._tree is no KDTree or BallTree; the file is corrupt");
        }

        bool fits = order.Length == rowCount && nodes.DType.ItemSize == 32 && nodes.Length > 0 && !nodes.DType.HasObjects
            && bounds.Length == (isBall ? 1L : 2L) * nodes.Length * dimension && bounds.DType.Kind == 'f';
        if (!fits)
        {
            throw new PickleFormatException("FormatShape", $"the arrays of {reader.Path}._tree do not fit each other; the file is corrupt");
        }

        return new BinaryTree(bounds.ToDoubles(), nodes, Permutation(order, reader), dimension, isBall);
    }

    /// <summary><c>_query_single_depthfirst</c>: the nearer child first; nodes farther than the farthest neighbour are left out.</summary>
    internal void Query<TRows>(ReadOnlySpan<double> row, Distance distance, TRows rows, NeighborHeap heap)
        where TRows : ITreeRows, allows ref struct
    {
        // Two entries a level, and a tree of 2^31 rows has 31 levels.
        Span<int> nodes = stackalloc int[72];
        Span<double> bounds = stackalloc double[72];
        int open = 1;
        nodes[0] = 0;
        bounds[0] = LowerBound(0, row, distance);
        while (open > 0)
        {
            int node = nodes[--open];
            if (bounds[open] > heap.Farthest)
            {
                continue;
            }

            if (_leaves[node])
            {
                rows.Push(_starts[node], _ends[node], heap);
                continue;
            }

            int left = (2 * node) + 1, right = left + 1;
            double leftBound = LowerBound(left, row, distance), rightBound = LowerBound(right, row, distance);
            bool leftFirst = leftBound <= rightBound;
            (nodes[open], bounds[open]) = leftFirst ? (right, rightBound) : (left, leftBound);
            (nodes[open + 1], bounds[open + 1]) = leftFirst ? (left, leftBound) : (right, rightBound);
            open += 2;
        }
    }

    /// <summary>
    /// <c>_query_radius_single</c> of a BallTree: the ranges of places that may hold rows within the radius, or hold nothing else; the left
    /// child first.
    /// </summary>
    internal List<(int Start, int End, bool IsInside)> LeavesWithin(ReadOnlySpan<double> row, double radius, Distance distance)
    {
        var ranges = new List<(int, int, bool)>();
        Span<int> nodes = stackalloc int[72];
        int open = 1;
        nodes[0] = 0;
        while (open > 0)
        {
            int node = nodes[--open];
            double toCenter = distance.Full(distance.Reduced(row, _bounds.AsSpan(node * _dimension, _dimension)));
            if (PositiveOrZero(toCenter - _radii[node]) > radius)
            {
                continue;
            }

            bool isInside = toCenter + _radii[node] <= radius;
            if (isInside || _leaves[node])
            {
                ranges.Add((_starts[node], _ends[node], isInside));
                continue;
            }

            nodes[open] = (2 * node) + 2;
            nodes[open + 1] = (2 * node) + 1;
            open += 2;
        }

        return ranges;
    }

    /// <summary>C's <c>fmax(0, value)</c>, which is zero for NaN.</summary>
    private static double PositiveOrZero(double value) => value > 0 ? value : 0;

    private double LowerBound(int node, ReadOnlySpan<double> row, Distance distance)
    {
        ReadOnlySpan<double> low = _bounds.AsSpan(node * _dimension, _dimension);
        if (IsBall)
        {
            double toCenter = distance.Full(distance.Reduced(row, low));
            return distance.Reduce(PositiveOrZero(toCenter - _radii[node]));
        }

        ReadOnlySpan<double> high = _bounds.AsSpan((_starts.Length + node) * _dimension, _dimension);
        double sum = 0;
        for (int k = 0; k < row.Length; k++)
        {
            double gap = Math.Max(Math.Max(low[k] - row[k], row[k] - high[k]), 0);
            sum = distance.AddGap(sum, gap);
        }

        return sum;
    }

    private static int[] Permutation(NDArray order, EstimatorReader reader)
    {
        var result = new int[order.Length];
        var seen = new bool[result.Length];
        long[] values = order.ToInt64s();
        for (int i = 0; i < result.Length; i++)
        {
            if (values[i] < 0 || values[i] >= result.Length || seen[values[i]])
            {
                throw new PickleFormatException("FormatShape", $"{reader.Path}._tree.idx_array is no order of the rows; the file is corrupt");
            }

            result[i] = (int)values[i];
            seen[result[i]] = true;
        }

        return result;
    }
}
