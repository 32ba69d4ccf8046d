using System.Buffers.Binary;

namespace Brine.Training;

/// <summary>Rows in a tree of boxes, each cut in halves at its widest column: scikit-learn's <c>KDTree</c>.</summary>
internal sealed class SearchTree
{
    private static readonly DType NodeType = new('V', 32, '|', [
        new("idx_start", DType.Int64, 0), new("idx_end", DType.Int64, 8), new("is_leaf", DType.Int64, 16),
        new("radius", DType.Float64, 24)]);

    private readonly DenseRows _x;
    private readonly int _leafSize;
    private readonly bool _isManhattan;
    private readonly int _levels;
    private readonly int _nodeCount;
    private readonly int[] _order;
    private readonly byte[] _nodes;
    private readonly double[] _bounds;

    internal SearchTree(DenseRows x, int leafSize, bool isManhattan)
    {
        (_x, _leafSize, _isManhattan) = (x, leafSize, isManhattan);
        _levels = (int)(Math.Log2(Math.Max(1, (x.RowCount - 1) / (double)leafSize)) + 1);
        _nodeCount = (1 << _levels) - 1;
        _order = [.. Enumerable.Range(0, x.RowCount)];
        _nodes = new byte[_nodeCount * NodeType.ItemSize];
        _bounds = new double[2 * _nodeCount * x.ColumnCount];
        Build(0, 0, x.RowCount);
    }

    /// <summary>The object that Python keeps.</summary>
    internal PyObject Write(FitContext context)
    {
        const string distances = "sklearn.metrics._dist_metrics", trees = "sklearn.neighbors._kd_tree";
        string metric = (_isManhattan ? "ManhattanDistance" : "EuclideanDistance") + (context.IsNew ? "64" : "");
        var distance = new PyObject(new PyGlobal(distances, "newObj"), new PyTuple(new PyGlobal(distances, metric)))
        {
            State = new PyTuple(_isManhattan ? 1.0 : 2.0, context.Array(NDArray.Of(new double[1])),
                context.Array(NDArray.Of(new double[1], 1, 1))),
        };
        return new PyObject(new PyGlobal(trees, "newObj"), new PyTuple(new PyGlobal(trees, "KDTree")))
        {
            State = new PyTuple(context.Array(NDArray.Of(_x.Values, _x.RowCount, _x.ColumnCount)),
                context.Array(NDArray.Of(Array.ConvertAll(_order, row => (long)row))),
                context.Array(NDArray.OverBytes(NodeType, [_nodeCount], _nodes)),
                context.Array(NDArray.Of(_bounds, 2, _nodeCount, _x.ColumnCount)),
                _leafSize, _levels, _nodeCount, 0, 0, 0, 0, distance, default),
        };
    }

    /// <summary><c>_recursive_build</c>: as deep as the tree has levels.</summary>
    private void Build(int node, int start, int end)
    {
        Span<byte> record = _nodes.AsSpan(node * NodeType.ItemSize, NodeType.ItemSize);
        int widest = Measure(node, start, end, record);
        bool isLeaf = (2 * node) + 1 >= _nodeCount || end - start < 2;
        BinaryPrimitives.WriteInt64LittleEndian(record[16..], isLeaf ? 1 : 0);
        if (isLeaf)
        {
            return;
        }

        int middle = start + ((end - start) / 2);
        NthElement.Select(_order, start, middle, end, (left, right) =>
        {
            double a = _x.Values[(left * _x.ColumnCount) + widest], b = _x.Values[(right * _x.ColumnCount) + widest];
            return a == b ? left < right : a < b;
        });
        Build((2 * node) + 1, start, middle);
        Build((2 * node) + 2, middle, end);
    }

    /// <summary><c>init_node</c>: the box of the rows; the widest column.</summary>
    private int Measure(int node, int start, int end, Span<byte> record)
    {
        int columns = _x.ColumnCount;
        Span<double> low = _bounds.AsSpan(node * columns, columns), high = _bounds.AsSpan((_nodeCount + node) * columns, columns);
        low.Fill(double.PositiveInfinity);
        high.Fill(double.NegativeInfinity);
        foreach (int row in _order.AsSpan(start, end - start))
        {
            ReadOnlySpan<double> values = _x.Row(row);
            for (int column = 0; column < columns; column++)
            {
                low[column] = Math.Min(low[column], values[column]);
                high[column] = Math.Max(high[column], values[column]);
            }
        }

        double radius = 0, power = _isManhattan ? 1 : 2, spread = 0;
        int widest = 0;
        for (int column = 0; column < columns; column++)
        {
            radius += Math.Pow(0.5 * Math.Abs(high[column] - low[column]), power);
            if (high[column] - low[column] > spread)
            {
                (spread, widest) = (high[column] - low[column], column);
            }
        }

        BinaryPrimitives.WriteInt64LittleEndian(record, start);
        BinaryPrimitives.WriteInt64LittleEndian(record[8..], end);
        BinaryPrimitives.WriteDoubleLittleEndian(record[24..], Math.Pow(radius, 1 / power));
        return widest;
    }
}
