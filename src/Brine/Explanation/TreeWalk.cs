using Brine.Models;

namespace Brine;

/// <summary>Which way a value goes at a split, for trees of every library.</summary>
internal static class TreeWalk
{
    /// <summary>True where a value goes to the left child of a split.</summary>
    internal static bool GoesLeft(TreeEnsembleForm form, DecisionTree tree, int node, double value)
    {
        if (tree.CategorySplit(node) is >= 0 and var question)
        {
            CategorySplit split = form.CategorySplits[question];
            int category = CategorySplit.CategoryOf(value);
            return category >= 0 && CategorySplit.Has(split.Known, category) ? CategorySplit.Has(split.Left, category)
                : tree.MissingGoesLeft(node);
        }

        value = form.Rule.Precision == SplitPrecision.Single ? (float)value : value;
        return double.IsNaN(value) ? tree.MissingGoesLeft(node)
            : form.Rule.Comparison == SplitComparison.Less ? value < tree.Threshold(node) : value <= tree.Threshold(node);
    }

    /// <summary>The splits on the way of a row.</summary>
    internal static IReadOnlyList<PathStep> Path(TreeEnsembleForm form, DecisionTree tree, ReadOnlySpan<double> row,
        IReadOnlyList<string> names)
    {
        var steps = new List<PathStep>();
        for (int node = 0; !tree.IsLeaf(node);)
        {
            double value = row[tree.Feature(node)];
            bool goesLeft = GoesLeft(form, tree, node, value);
            steps.Add(new PathStep(node, names[tree.Feature(node)], value,
                tree.CategorySplit(node) >= 0 ? double.NaN : tree.Threshold(node), goesLeft, tree.Samples(node))
                { IsStrict = form.Rule.Comparison == SplitComparison.Less });
            node = goesLeft ? tree.Left(node) : tree.Right(node);
        }

        return steps;
    }
}
