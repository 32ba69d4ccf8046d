using System.Numerics;
using Brine.Models;

namespace Brine.Tests.Explanation;

/// <summary>Shapley values by their definition: every set of features, and what adding one to it changes.</summary>
internal static class Shapley
{
    internal static double[,] Of(TreeEnsembleForm form, TreeOutputs outputs, double[] row)
    {
        int features = form.FeatureCount;
        var worth = new double[1 << features][];
        for (uint set = 0; set < worth.Length; set++)
        {
            worth[set] = Worth(form, outputs, row, set);
        }

        var values = new double[features, outputs.Count];
        for (int feature = 0; feature < features; feature++)
        {
            for (uint set = 0; set < worth.Length; set++)
            {
                if ((set >> feature & 1) == 0)
                {
                    int size = BitOperations.PopCount(set);
                    double weight = Factorial(size) * Factorial(features - size - 1) / Factorial(features);
                    for (int output = 0; output < outputs.Count; output++)
                    {
                        values[feature, output] += weight * (worth[set | 1u << feature][output] - worth[set][output]);
                    }
                }
            }
        }

        return values;
    }

    /// <summary>The answer where only a set of features is known: at the other splits rows go both ways.</summary>
    private static double[] Worth(TreeEnsembleForm form, TreeOutputs outputs, double[] row, uint set)
    {
        var sums = new double[outputs.Count];
        var values = new double[outputs.Count];
        for (int number = 0; number < form.Trees.Count; number++)
        {
            DecisionTree tree = form.Trees[number];
            Add(0, 1);

            void Add(int node, double share)
            {
                if (tree.IsLeaf(node))
                {
                    outputs.Read(number, tree, node, values);
                    for (int output = 0; output < sums.Length; output++)
                    {
                        sums[output] += share * values[output];
                    }
                }
                else if ((set >> tree.Feature(node) & 1) == 1)
                {
                    Add(TreeWalk.GoesLeft(form, tree, node, row[tree.Feature(node)]) ? tree.Left(node) : tree.Right(node), share);
                }
                else
                {
                    double whole = tree.WeightedSamples(node);
                    Add(tree.Left(node), share * tree.WeightedSamples(tree.Left(node)) / whole);
                    Add(tree.Right(node), share * tree.WeightedSamples(tree.Right(node)) / whole);
                }
            }
        }

        outputs.Finish([], sums);
        return sums;
    }

    private static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
}
