namespace Brine.Models;

/// <summary>A tree that was trained on some of the features, seen as one over all of them.</summary>
/// <param name="tree">The tree.</param>
/// <param name="features">The feature of the ensemble for each feature of the tree.</param>
/// <param name="featureCount">How many features the ensemble has.</param>
internal sealed class SubspaceTree(TreeNodes tree, int[] features, int featureCount) : DecisionTree
{
    public override int FeatureCount => featureCount;

    public override int NodeCount => tree.NodeCount;

    public override int OutputCount => tree.OutputCount;

    public override int ValueCount => tree.ValueCount;

    public override ReadOnlySpan<double> Values => tree.Values;

    public override bool IsLeaf(int node) => tree.IsLeaf(node);

    public override int Left(int node) => tree.Left(node);

    public override int Right(int node) => tree.Right(node);

    public override int Feature(int node) =>
        tree.Feature(node) is var feature && (uint)feature < (uint)features.Length ? features[feature] : feature;

    public override double Threshold(int node) => tree.Threshold(node);

    public override bool MissingGoesLeft(int node) => tree.MissingGoesLeft(node);

    public override long Samples(int node) => tree.Samples(node);

    public override double WeightedSamples(int node) => tree.WeightedSamples(node);

    public override double Impurity(int node) => tree.Impurity(node);

    internal override int LayOut<TNode>(TreeLayout layout, Span<TNode> nodes, Span<int> leafNodes, Span<(int Slot, int Node)> stack) =>
        layout.Of(new Source(tree.Source, features), nodes, leafNodes, stack);

    private readonly ref struct Source(TreeRecordSource inner, ReadOnlySpan<int> features) : ITreeSource
    {
        private readonly TreeRecordSource _inner = inner;
        private readonly ReadOnlySpan<int> _features = features;

        public bool TrySplit(int node, out TreeSplit split)
        {
            if (!_inner.TrySplit(node, out split))
            {
                return false;
            }

            split = split with { Feature = (ulong)split.Feature < (ulong)_features.Length ? _features[(int)split.Feature] : -1 };
            return true;
        }
    }
}
