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

    internal BinaryTree(NeighborTree tree, int dimension)
    {
        _bounds = tree.Bounds.ToDoubles();
        _dimension = dimension;
        IsBall = tree.IsBall;
        Order = [.. tree.Order];
        int count = tree.Nodes.Count;
        (_starts, _ends, _leaves, _radii) = (new int[count], new int[count], new bool[count], new double[count]);
        for (int i = 0; i < count; i++)
        {
            (_starts[i], _ends[i], _leaves[i], _radii[i]) = tree.Nodes[i];
        }
    }

    /// <summary>True for a BallTree.</summary>
    internal bool IsBall { get; }

    /// <summary>Which row stands at each place of the tree (<c>idx_array</c>).</summary>
    internal int[] Order { get; }

    /// <summary><c>_query_single_depthfirst</c>: the nearer child first; nodes farther than the farthest neighbor are left out.</summary>
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
}
