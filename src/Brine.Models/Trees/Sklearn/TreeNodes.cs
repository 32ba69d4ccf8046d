using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>
/// A readable view of a <c>sklearn.tree._tree.Tree</c>: its nodes and values where they lie in the file. Node 0 is the root.
/// </summary>
internal sealed class TreeNodes : DecisionTree
{
    private readonly TreeRecords _records;
    private readonly NDArray _values;
    private double[]? _copiedValues;

    private TreeNodes(int featureCount, int[] classCounts, TreeRecords records, NDArray values)
    {
        FeatureCount = featureCount;
        ClassCounts = classCounts;
        NodeCount = values.Shape[0];
        MaxClassCount = values.Shape[2];
        _records = records;
        _values = values;
    }

    /// <summary><c>n_features</c></summary>
    public override int FeatureCount { get; }

    /// <summary><c>n_outputs</c></summary>
    public override int OutputCount => ClassCounts.Length;

    /// <summary><c>n_classes</c> of each output; all 1 in a regressor.</summary>
    internal int[] ClassCounts { get; }

    /// <summary><c>max_n_classes</c>: how many values each output of a node has room for.</summary>
    internal int MaxClassCount { get; }

    /// <summary><c>node_count</c></summary>
    public override int NodeCount { get; }

    /// <summary>How many values a node has.</summary>
    public override int ValueCount => OutputCount * MaxClassCount;

    /// <summary>The nodes for a layout.</summary>
    internal TreeRecordSource Source => new(_records);

    /// <summary>True from scikit-learn 1.3, whose nodes say where missing values go.</summary>
    internal bool KnowsMissing => _records.Missing >= 0;

    /// <summary>The values of all nodes: <see cref="ValueCount"/> a node.</summary>
    public override ReadOnlySpan<double> Values =>
        _values.TryGetSpan(out ReadOnlySpan<double> span) ? span : _copiedValues ??= _values.ToDoubles();

    internal static TreeNodes Read(PyValue value, string path)
    {
        if (value.As<PyObject>() is not { Class.Name: "Tree" } tree)
        {
            throw new UnsupportedModelException("MissingAttribute", "its tree_ is no sklearn.tree._tree.Tree", path);
        }

        if (tree.View is TreeNodes known)
        {
            return known;
        }

        if (tree.Arguments.Count < 3 || !TryInt(tree.Arguments[0], out long features) || features is < 0 or > int.MaxValue
            || !TryInt(tree.Arguments[2], out long outputs)
            || EstimatorReader.ArrayOf(tree.Arguments[1]) is not { } classes)
        {
            throw Bad("its arguments are not (n_features, n_classes, n_outputs)");
        }

        if (!tree.TryGetAttribute("nodes", out PyValue nodesValue) || NDArray.From(nodesValue) is not { Rank: 1 } nodes
            || !tree.TryGetAttribute("values", out PyValue valuesValue)
            || NDArray.From(valuesValue) is not { Rank: 3, DType.Kind: 'f' } values)
        {
            throw Bad("it has no nodes or no values");
        }

        int[] counts = [
            .. classes.ToInt64s().Select(count => count is >= 1 and <= int.MaxValue ? (int)count : throw Bad("an output has no classes"))];
        long nodeCount = tree.TryGetAttribute("node_count", out PyValue counted) && TryInt(counted, out long said) ? said : nodes.Length;
        if (nodes.Length == 0 || nodeCount != nodes.Length || values.Shape[0] != nodes.Length || outputs != counts.Length
            || values.Shape[1] != counts.Length || counts.Length == 0 || values.Shape[2] < counts.Max())
        {
            throw Bad($"its {nodes.Length} nodes, its values of shape ({string.Join(", ", values.Shape.ToArray())}), node_count "
                + $"{nodeCount} and n_outputs {outputs} do not fit each other");
        }

        var read = new TreeNodes((int)features, counts, TreeRecords.Read(nodes), values);
        tree.View = read;
        return read;
    }

    public override int Left(int node) => (int)_records.Int64(node, _records.Left);

    public override int Right(int node) => (int)_records.Int64(node, _records.Right);

    /// <summary>The feature that the node asks about; negative in a leaf.</summary>
    public override int Feature(int node) => (int)_records.Int64(node, _records.Feature);

    /// <summary>Rows whose feature is at most this go left.</summary>
    public override double Threshold(int node) => _records.Double(node, _records.Threshold);

    public override double Impurity(int node) => _records.Double(node, _records.Impurity);

    public override long Samples(int node) => _records.Int64(node, _records.Samples);

    public override double WeightedSamples(int node) => _records.Double(node, _records.WeightedSamples);

    public override bool MissingGoesLeft(int node) => KnowsMissing && _records.Bytes.Span[(node * _records.Size) + _records.Missing] != 0;

    public override bool IsLeaf(int node) => _records.Int64(node, _records.Left) == -1;

    internal override int LayOut<TNode>(TreeLayout layout, Span<TNode> nodes, Span<int> leafNodes, Span<(int Slot, int Node)> stack) =>
        layout.Of(Source, nodes, leafNodes, stack);

    private static bool TryInt(PyValue value, out long number) =>
        value.TryGetInt64(out number) || (NDArray.From(value) is { Length: 1 } scalar && scalar[0].TryGetInt64(out number));

    internal static PickleFormatException Bad(string what) => TreeLayout.Bad(what);
}
