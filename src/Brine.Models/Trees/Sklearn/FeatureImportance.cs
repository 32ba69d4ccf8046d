namespace Brine.Models;

/// <summary><c>feature_importances_</c>: how much the splits on each feature lower the impurity.</summary>
internal static class FeatureImportance
{
    /// <summary><c>Tree.compute_feature_importances</c>: summed node by node, then made to add up to 1 where
    /// <paramref name="isNormalized"/>.</summary>
    internal static double[] Of(DecisionTree tree, bool isNormalized = true)
    {
        var importances = new double[tree.FeatureCount];
        for (int node = 0; node < tree.NodeCount; node++)
        {
            if (!tree.IsLeaf(node))
            {
                // Nodes that no walk reaches were not checked when the tree was compiled.
                int left = tree.Left(node), right = tree.Right(node), feature = tree.Feature(node);
                if ((uint)left >= (uint)tree.NodeCount || (uint)right >= (uint)tree.NodeCount || (uint)feature >= (uint)importances.Length)
                {
                    throw TreeNodes.Bad($"node {node} leads out of the tree");
                }

                importances[feature] += Weight(tree, node) - Weight(tree, left) - Weight(tree, right);
            }
        }

        Divide(importances, tree.WeightedSamples(0));
        double sum = isNormalized ? PairwiseSum.Of<double>(importances) : 1;
        Divide(importances, sum > 0 ? sum : 1);
        return importances;
    }

    /// <summary>The mean over the trees of a forest, as <c>BaseForest.feature_importances_</c> of 0.18 takes it.</summary>
    internal static double[] Of(IReadOnlyList<DecisionTree> trees, bool isNormalized = true)
    {
        var mean = new double[trees[0].FeatureCount];
        foreach (DecisionTree tree in trees)
        {
            double[] importances = Of(tree, isNormalized);
            if (importances.Length != mean.Length)
            {
                throw TreeNodes.Bad("the trees of a forest differ in their features");
            }

            for (int i = 0; i < mean.Length; i++)
            {
                mean[i] += importances[i];
            }
        }

        Divide(mean, trees.Count);
        return mean;
    }

    /// <summary>
    /// <c>BaseForest.feature_importances_</c> and that of gradient boosting since 0.22: the mean over the trees that have a split, made to
    /// add up to 1; zeros where no tree has one.
    /// </summary>
    /// <param name="trees">The trees, all over the same features.</param>
    /// <param name="isNormalized">True where each tree's add up to 1 before the mean is taken: forests.</param>
    internal static double[] OfGrown(IReadOnlyList<DecisionTree> trees, bool isNormalized)
    {
        DecisionTree[] grown = [.. trees.Where(tree => tree.NodeCount > 1)];
        if (grown.Length == 0)
        {
            return new double[trees[0].FeatureCount];
        }

        double[] mean = Of(grown, isNormalized);
        Divide(mean, PairwiseSum.Of<double>(mean));
        return mean;
    }

    /// <summary>The features that <c>transform</c> of scikit-learn 0.18 keeps: those at least as important as the mean.</summary>
    internal static int[] AtLeastMean(IReadOnlyList<DecisionTree> trees) => AtLeastMean(Of(trees));

    /// <summary>The same of gradient boosting, whose importances are the means over the stages of the means over a stage's trees.</summary>
    internal static int[] AtLeastMean(IReadOnlyList<DecisionTree> trees, int treesPerStage)
    {
        var total = new double[trees[0].FeatureCount];
        for (int start = 0; start < trees.Count; start += treesPerStage)
        {
            double[] stage = Of([.. trees.Skip(start).Take(treesPerStage)]);
            for (int i = 0; i < total.Length; i++)
            {
                total[i] += stage[i];
            }
        }

        Divide(total, trees.Count / treesPerStage);
        return AtLeastMean(total);
    }

    private static int[] AtLeastMean(double[] importances)
    {
        double mean = PairwiseSum.Of<double>(importances) / importances.Length;
        return [.. Enumerable.Range(0, importances.Length).Where(feature => importances[feature] >= mean)];
    }

    private static double Weight(DecisionTree tree, int node) => tree.WeightedSamples(node) * tree.Impurity(node);

    private static void Divide(Span<double> values, double divisor)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] /= divisor;
        }
    }
}
