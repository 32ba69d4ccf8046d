namespace Brine.Models;

/// <summary>A tree of scikit-learn's histogram gradient boosting (<c>TreePredictor</c>), read out of its records once.</summary>
internal sealed class HistogramTree : DecisionTree
{
    private readonly HistogramNode[] _nodes;
    private readonly double[] _values;

    /// <param name="featureCount">How many features a row has.</param>
    /// <param name="nodes">The nodes.</param>
    /// <param name="values">One value a node.</param>
    internal HistogramTree(int featureCount, HistogramNode[] nodes, double[] values)
    {
        FeatureCount = featureCount;
        _nodes = nodes;
        _values = values;
    }

    public override int FeatureCount { get; }

    public override int NodeCount => _nodes.Length;

    public override int OutputCount => 1;

    public override int ValueCount => 1;

    public override ReadOnlySpan<double> Values => _values;

    public override bool IsLeaf(int node) => _nodes[node].IsLeaf;

    public override int Left(int node) => (int)_nodes[node].Left;

    public override int Right(int node) => (int)_nodes[node].Right;

    public override int Feature(int node) => (int)_nodes[node].Feature;

    public override double Threshold(int node) => _nodes[node].Threshold;

    public override bool MissingGoesLeft(int node) => _nodes[node].MissingGoesLeft;

    public override int CategorySplit(int node) => _nodes[node].Category;

    public override long Samples(int node) => _nodes[node].Samples;

    internal override int LayOut<TNode>(TreeLayout layout, Span<TNode> nodes, Span<int> leafNodes, Span<(int Slot, int Node)> stack) =>
        layout.Of(new Source(_nodes), nodes, leafNodes, stack);

    private readonly struct Source(HistogramNode[] nodes) : ITreeSource
    {
        public bool TrySplit(int node, out TreeSplit split)
        {
            ref readonly HistogramNode at = ref nodes[node];
            split = new TreeSplit(at.Left, at.Right, at.Feature, at.Threshold, at.MissingGoesLeft, at.Category);
            return !at.IsLeaf;
        }
    }
}
