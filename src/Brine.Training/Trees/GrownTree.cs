using System.Buffers.Binary;

namespace Brine.Training;

/// <summary>The nodes of a tree as it grows, and as scikit-learn pickles them.</summary>
internal sealed class GrownTree(int featureCount, int valueCount)
{
    private const int Leaf = -1;
    private const int Undefined = -2;

    private readonly List<Node> _nodes = [];
    private readonly List<double> _values = [];

    internal int Depth { get; set; } = -1;

    internal int Count => _nodes.Count;

    internal int FeatureCount => featureCount;

    internal int ValueCount => valueCount;

    internal Node this[int node] => _nodes[node];

    internal ReadOnlySpan<double> Values(int node) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_values).Slice(node * valueCount, valueCount);

    /// <summary>Adds a node under its parent.</summary>
    internal int Add(int parent, bool isLeft, bool isLeaf, in NodeSplit split, double impurity, int rowCount, double weight)
    {
        int node = _nodes.Count;
        _nodes.Add(isLeaf
            ? new Node(Leaf, Leaf, Undefined, Undefined, impurity, rowCount, weight, false)
            : new Node(0, 0, split.Feature, split.Threshold, impurity, rowCount, weight, split.MissingGoesLeft));
        if (parent >= 0)
        {
            _nodes[parent] = isLeft ? _nodes[parent] with { Left = node } : _nodes[parent] with { Right = node };
        }

        return node;
    }

    /// <summary>Reads <c>sklearn.tree._tree.Tree</c>, whose values are those of one answer.</summary>
    /// <param name="reader">The object.</param>
    /// <param name="featureCount">How many features there are.</param>
    /// <param name="isNew">True for the newest scikit-learn.</param>
    internal static GrownTree Read(EstimatorReader reader, int featureCount, bool isNew)
    {
        NDArray nodes = reader.Array("nodes"), values = reader.NumericArray("values");
        int size = TreeNodeType.Of(isNew).ItemSize, count = nodes.Length;
        if (nodes.DType.ItemSize != size || count == 0 || values.Rank != 3 || values.Shape[0] != count || values.Shape[1] != 1)
        {
            throw reader.Corrupt("nodes", values is { Rank: 3, Shape: [_, > 1, _] } ? "there are several answers, which are not adjusted"
                : "nodes and values are not those of this version");
        }

        var tree = new GrownTree(featureCount, values.Shape[2]) { Depth = reader.Int("max_depth") };
        ReadOnlySpan<byte> bytes = nodes.ToContiguous().Span;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> record = bytes.Slice(i * size, size);
            long left = BinaryPrimitives.ReadInt64LittleEndian(record), right = BinaryPrimitives.ReadInt64LittleEndian(record[8..]);
            long feature = BinaryPrimitives.ReadInt64LittleEndian(record[16..]);

            // A child comes after its parent, or a walk might never end.
            if (left != Leaf && (left <= i || right <= i || left >= count || right >= count || feature < 0 || feature >= featureCount))
            {
                throw reader.Corrupt("nodes", $"node {i} leads nowhere");
            }

            tree._nodes.Add(new Node((int)left, (int)right, (int)feature, BinaryPrimitives.ReadDoubleLittleEndian(record[24..]),
                BinaryPrimitives.ReadDoubleLittleEndian(record[32..]), (int)BinaryPrimitives.ReadInt64LittleEndian(record[40..]),
                BinaryPrimitives.ReadDoubleLittleEndian(record[48..]), isNew && record[56] != 0));
        }

        tree._values.AddRange(values.ToDoubles());
        return tree;
    }

    internal void AddValues(ReadOnlySpan<double> values) => _values.AddRange(values);

    /// <summary>Other values for a node: gradient boosting has its own.</summary>
    internal void SetValue(int node, double value) => _values[node] = value;

    /// <summary>Makes a leaf of a node that was to be split.</summary>
    internal void Close(int node) =>
        _nodes[node] = _nodes[node] with { Left = Leaf, Right = Leaf, Feature = Undefined, Threshold = Undefined };

    internal bool IsLeaf(int node) => _nodes[node].Left == Leaf;

    /// <summary>The leaf that a row ends in.</summary>
    internal int LeafOf(TreeColumns columns, int row)
    {
        int node = 0;
        ReadOnlySpan<Node> nodes = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_nodes);
        while (nodes[node].Left != Leaf)
        {
            ref readonly Node at = ref nodes[node];
            node = columns.Values[(at.Feature * columns.RowCount) + row] <= at.Threshold ? at.Left : at.Right;
        }

        return node;
    }

    /// <summary><c>sklearn.tree._tree.Tree</c> as it is pickled.</summary>
    /// <param name="context">What the fit shares.</param>
    /// <param name="classCount">How many classes there are; 1 of a regressor.</param>
    internal PyObject ToPickle(FitContext context, int classCount)
    {
        DType dtype = TreeNodeType.Of(context.IsNew);
        var bytes = new byte[_nodes.Count * dtype.ItemSize];
        for (int i = 0; i < _nodes.Count; i++)
        {
            Node node = _nodes[i];
            Span<byte> record = bytes.AsSpan(i * dtype.ItemSize);
            BinaryPrimitives.WriteInt64LittleEndian(record, node.Left);
            BinaryPrimitives.WriteInt64LittleEndian(record[8..], node.Right);
            BinaryPrimitives.WriteInt64LittleEndian(record[16..], node.Feature);
            BinaryPrimitives.WriteDoubleLittleEndian(record[24..], node.Threshold);
            BinaryPrimitives.WriteDoubleLittleEndian(record[32..], node.Impurity);
            BinaryPrimitives.WriteInt64LittleEndian(record[40..], node.RowCount);
            BinaryPrimitives.WriteDoubleLittleEndian(record[48..], node.Weight);
            if (context.IsNew)
            {
                record[56] = node.MissingGoesLeft ? (byte)1 : (byte)0;
            }
        }

        var state = new PyDict();
        state["max_depth"] = Depth;
        state["node_count"] = _nodes.Count;
        state["nodes"] = context.Array(NDArray.OverBytes(dtype, [_nodes.Count], bytes));
        state["values"] = context.Array(NDArray.Of(_values.ToArray(), _nodes.Count, 1, valueCount));
        return new PyObject(new PyGlobal("sklearn.tree._tree", "Tree"),
            new PyTuple(featureCount, context.Array(NDArray.Of(new[] { (long)classCount })), 1)) { State = state };
    }

    /// <summary>One node.</summary>
    internal readonly record struct Node(int Left, int Right, int Feature, double Threshold, double Impurity, int RowCount, double Weight,
        bool MissingGoesLeft);
}
