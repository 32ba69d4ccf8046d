namespace Brine.Models;

/// <summary>One decision tree as its file holds it. Node 0 is the root; a split sends a row left or right, a leaf has values.</summary>
public abstract class DecisionTree
{
    private protected DecisionTree()
    {
    }

    /// <summary>How many features a row has.</summary>
    public abstract int FeatureCount { get; }

    /// <summary>How many nodes there are, leaves among them.</summary>
    public abstract int NodeCount { get; }

    /// <summary>True for a leaf.</summary>
    public abstract bool IsLeaf(int node);

    /// <summary>The node that rows on the left side of a split go to.</summary>
    public abstract int Left(int node);

    /// <summary>The node that the other rows go to.</summary>
    public abstract int Right(int node);

    /// <summary>The feature that a split asks about.</summary>
    public abstract int Feature(int node);

    /// <summary>The threshold of a split; which side a value goes to is said by the <see cref="SplitRule"/> of the ensemble.</summary>
    public abstract double Threshold(int node);

    /// <summary>True where a split sends missing values left.</summary>
    public abstract bool MissingGoesLeft(int node);

    /// <summary>Which of the ensemble's <see cref="TreeEnsembleForm.CategorySplits"/> a split asks, or -1 where it has a
    /// threshold.</summary>
    public virtual int CategorySplit(int node) => -1;

    /// <summary>How many training rows reached a node.</summary>
    public abstract long Samples(int node);

    /// <summary>The weights of the training rows that reached a node, added up; their number where the file has no weights.</summary>
    public virtual double WeightedSamples(int node) => Samples(node);

    /// <summary>The impurity of a node under the criterion of the training; NaN where the file does not have it.</summary>
    public virtual double Impurity(int node) => double.NaN;

    /// <summary>How many outputs a node has values for.</summary>
    public abstract int OutputCount { get; }

    /// <summary>How many values a node has: as many for each output as the one with the most classes needs.</summary>
    public abstract int ValueCount { get; }

    /// <summary>The values of all nodes, <see cref="ValueCount"/> a node.</summary>
    public abstract ReadOnlySpan<double> Values { get; }

    /// <summary>The values of one node.</summary>
    public ReadOnlySpan<double> Value(int node) => Values.Slice(node * ValueCount, ValueCount);

    /// <summary>Lays the tree out for walking: calls <see cref="TreeLayout.Of"/> with its own source.</summary>
    /// <returns>The number of leaves.</returns>
    internal abstract int LayOut<TNode>(TreeLayout layout, Span<TNode> nodes, Span<int> leafNodes, Span<(int Slot, int Node)> stack)
        where TNode : unmanaged, IForestNode;
}
