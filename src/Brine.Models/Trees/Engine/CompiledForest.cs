using Brine.Pickling;

namespace Brine.Models;

/// <summary>
/// Trees in a flat form made for walking: small nodes, thresholds as ints, leaves numbered through all trees. It tells in which leaves
/// rows end; the values of leaves are kept by the model.
/// </summary>
internal abstract class CompiledForest
{
    private readonly IReadOnlyList<DecisionTree> _trees;
    private readonly SplitRule _rule;
    private readonly IReadOnlyList<CategorySplit> _categories;
    private CompiledForest? _withMissing;
    private SingleTree? _single;

    private protected CompiledForest(IReadOnlyList<DecisionTree> trees, SplitRule rule, IReadOnlyList<CategorySplit> categories,
        SplitRanks? ranks, bool withMissing)
    {
        _trees = trees;
        _rule = rule;
        _categories = categories;
        Ranks = ranks;
        FeatureCount = trees[0].FeatureCount;
        ColumnCount = ranks?.KeyCount ?? FeatureCount;
        KeyCount = ColumnCount * (withMissing ? 2 : 1);
        LeafStarts = new int[trees.Count + 1];
        int leaves = 0;
        foreach (DecisionTree tree in trees)
        {
            leaves = checked(leaves + ((tree.NodeCount + 1) / 2));
        }

        LeafNodes = GC.AllocateUninitializedArray<int>(leaves);
    }

    internal int TreeCount => _trees.Count;

    /// <summary>How many features a row has.</summary>
    internal int FeatureCount { get; }

    /// <summary>How rows of float64 become keys; null where keys are those of float32.</summary>
    internal SplitRanks? Ranks { get; }

    /// <summary>How many keys a row without missing values has: one a feature, and one for each question about a category.</summary>
    internal int ColumnCount { get; }

    /// <summary>How many keys a row has: <see cref="ColumnCount"/>, or twice as many where missing values are among them.</summary>
    internal int KeyCount { get; }

    /// <summary>The number of the first leaf of each tree; one more at the end.</summary>
    internal int[] LeafStarts { get; }

    /// <summary>The node of each leaf, within its tree.</summary>
    internal int[] LeafNodes { get; }

    internal int LeafCount => LeafStarts[^1];

    /// <summary>The same trees for rows with missing values: each feature has two keys, one that goes left and one that goes
    /// right.</summary>
    internal CompiledForest WithMissing =>
        _withMissing ?? Interlocked.CompareExchange(ref _withMissing, Compile(_trees, _rule, _categories, Ranks, withMissing: true), null)
            ?? _withMissing;

    /// <summary>One tree in the form for rows as they are; null in a forest, for rows too wide for it, and for other splits than
    /// scikit-learn's.</summary>
    internal SingleTree? Single => _trees.Count > 1 || FeatureCount > SingleTree.MaxFeatures || _rule != SplitRule.Sklearn ? null
        : _single ?? Interlocked.CompareExchange(ref _single, SingleTree.Of(_trees[0], LeafNodes.AsSpan(0, LeafCount)), null) ?? _single;

    /// <summary>Compiles trees over the same features.</summary>
    /// <exception cref="PickleFormatException">A child or a feature lies outside its tree, or children lead in a circle.</exception>
    internal static CompiledForest Compile(IReadOnlyList<DecisionTree> trees, SplitRule rule,
        IReadOnlyList<CategorySplit>? categories = null) =>
        Compile(trees, rule, categories ?? [],
            rule.Precision == SplitPrecision.Double ? new SplitRanks(trees, rule, categories ?? []) : null, withMissing: false);

    private static CompiledForest Compile(IReadOnlyList<DecisionTree> trees, SplitRule rule, IReadOnlyList<CategorySplit> categories,
        SplitRanks? ranks, bool withMissing)
    {
        int largest = 0;
        foreach (DecisionTree tree in trees)
        {
            largest = Math.Max(largest, tree.NodeCount);
        }

        long keys = (long)(ranks?.KeyCount ?? trees[0].FeatureCount) * (withMissing ? 2 : 1) * RowKeys.Lanes;
        return keys > int.MaxValue / 2 ? throw TreeLayout.Bad($"it has {trees[0].FeatureCount} features")
            : largest <= ushort.MaxValue && keys <= ushort.MaxValue
                ? new CompiledForest<NarrowNode>(trees, rule, categories, ranks, withMissing)
            : new CompiledForest<WideNode>(trees, rule, categories, ranks, withMissing);
    }

    /// <summary>The leaf in which each row ends in one tree.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="keys">The keys of the rows.</param>
    /// <param name="leaves">One leaf a row; room for as many rows as whole groups hold.</param>
    internal abstract void FindLeaves(int tree, RowKeys keys, Span<int> leaves);

    /// <summary>The leaf in which one row ends in every tree.</summary>
    /// <param name="keys">The keys of the row.</param>
    /// <param name="leaves">One leaf a tree.</param>
    internal abstract void FindLeaves(ReadOnlySpan<int> keys, Span<int> leaves);
}
