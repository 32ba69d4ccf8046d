namespace Brine.Models;

/// <summary>The form of a decision tree and of ensembles of trees: the trees, how their splits compare, what their leaves mean and how they
/// are brought together.</summary>
public sealed record TreeEnsembleForm : EstimatorForm
{
    internal TreeEnsembleForm(IReadOnlyList<DecisionTree> trees) => Trees = trees;

    /// <summary>The trees, all over the same features.</summary>
    public IReadOnlyList<DecisionTree> Trees { get; }

    /// <summary>How many columns the model takes.</summary>
    public int FeatureCount => Trees[0].FeatureCount;

    /// <summary>How the splits compare.</summary>
    public SplitRule Rule { get; init; } = SplitRule.Sklearn;

    /// <summary>The questions about categories that the splits of all trees ask, by number; empty where all splits have
    /// thresholds.</summary>
    public IReadOnlyList<CategorySplit> CategorySplits { get; init; } = [];

    /// <summary>How the leaves of several trees become one answer.</summary>
    public TreeAggregation Aggregation { get; init; }

    /// <summary>What the values of a leaf are.</summary>
    public LeafMeaning Leaves { get; init; }

    /// <summary>The classes of each output of a classifier, in which the values of a leaf lie one after the other; null for
    /// others.</summary>
    public IReadOnlyList<Labels>? Classes { get; init; }

    /// <summary>The columns that <c>transform</c> keeps, which trees had until 0.18; else null.</summary>
    public IReadOnlyList<int>? SelectedColumns { get; init; }
}
