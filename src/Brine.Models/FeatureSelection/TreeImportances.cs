using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary><c>feature_importances_</c> of trees, forests and boosted trees, which Python computes of their nodes.</summary>
internal static class TreeImportances
{
    internal static double[] Of(EstimatorReader inner)
    {
        if (inner.Has("estimators_") && inner.Has("estimator_weights_"))
        {
            return Weighted(inner, Members(inner));
        }

        return OfTrees(inner);
    }

    /// <summary>Of a tree or of a forest; of nothing that holds such in turn.</summary>
    private static double[] OfTrees(EstimatorReader inner)
    {
        if (inner.Has("feature_importances_"))
        {
            return inner.NumericArray("feature_importances_").ToDoubles();
        }

        if (inner.Has("tree_"))
        {
            return FeatureImportance.Of(TreeNodes.Read(inner.Value("tree_"), inner.Path));
        }

        if (!inner.Has("estimators_"))
        {
            throw inner.Missing("coef_");
        }

        return Mean(inner, Members(inner));
    }

    private static double[] Mean(EstimatorReader inner, EstimatorReader[] members)
    {
        bool isBoosted = inner.ClassName.StartsWith("GradientBoosting", StringComparison.Ordinal);
        TreeNodes[] trees = [.. members.Select(member => TreeNodes.Read(member.Value("tree_"), member.Path))];
        TreeNodes[] grown = [.. trees.Where(tree => tree.NodeCount > 1)];
        if (grown.Length == 0)
        {
            return new double[trees[0].FeatureCount];
        }

        double[] mean = FeatureImportance.Of(grown, isNormalized: !isBoosted);
        double sum = PairwiseSum.Of<double>(mean);
        return Array.ConvertAll(mean, importance => importance / sum);
    }

    /// <summary>AdaBoost: the members' importances by their weights.</summary>
    private static double[] Weighted(EstimatorReader inner, EstimatorReader[] members)
    {
        double[] weights = inner.NumericArray("estimator_weights_").ToDoubles();
        if (weights.Length < members.Length)
        {
            throw inner.Corrupt("estimator_weights_", $"it has {weights.Length} numbers for {members.Length} estimators");
        }

        double[] sum = [];
        for (int m = 0; m < members.Length; m++)
        {
            double[] one = OfTrees(members[m]);
            sum = m == 0 ? new double[one.Length] : sum;
            if (one.Length != sum.Length)
            {
                throw inner.Corrupt("estimators_", "its members differ in their features");
            }

            for (int i = 0; i < one.Length; i++)
            {
                sum[i] += weights[m] * one[i];
            }
        }

        double norm = PairwiseSum.Of<double>(weights);
        return Array.ConvertAll(sum, value => value / norm);
    }

    /// <summary><c>estimators_</c>: a list, or an array of objects (GradientBoosting), stage by stage.</summary>
    private static EstimatorReader[] Members(EstimatorReader inner)
    {
        IReadOnlyList<PyValue> values = inner.Value("estimators_").As<PyList>() is { } list ? list
            : NDArray.From(inner.Value("estimators_"))?.Elements().ToArray() ?? throw inner.Missing("estimators_");
        return values.Count == 0 ? throw inner.Missing("estimators_")
            : [.. values.Select(
                (value, i) =>
                    new EstimatorReader(value.As<PyObject>() ?? throw TreeLayout.Bad($"estimators_[{i}] is no estimator"),
                        $"{inner.Path}.estimators_[{i}]"))];
    }
}
