using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads scikit-learn's decision trees and forests: the rules of all versions end here.</summary>
internal static class TreeReader
{
    internal static TreeClassifier Classifier(EstimatorReader reader) => Classifier(reader, [reader], isForest: false);

    internal static TreeClassifier ForestClassifier(EstimatorReader reader) => Classifier(reader, Members(reader), isForest: true);

    internal static TreeRegressor Regressor(EstimatorReader reader) => Regressor(reader, [reader], isForest: false);

    internal static TreeRegressor ForestRegressor(EstimatorReader reader) => Regressor(reader, Members(reader), isForest: true);

    /// <summary>RandomTreesEmbedding.</summary>
    internal static (TreeEnsembleForm Form, InputContract Inputs) Embedding(EstimatorReader reader)
    {
        EstimatorReader[] members = Members(reader);
        TreeNodes[] trees = Trees(reader, members);
        return (Form(reader, members, trees, isForest: true) with { SelectedColumns = null },
            Inputs(reader, members, trees, isForest: true));
    }

    /// <summary>The readers of <c>estimators_</c>.</summary>
    internal static EstimatorReader[] Members(EstimatorReader reader)
    {
        PyList list = reader.Value("estimators_").As<PyList>() is { Count: > 0 } found ? found : throw reader.Missing("estimators_");
        var members = new EstimatorReader[list.Count];
        for (int i = 0; i < members.Length; i++)
        {
            members[i] = list[i].As<PyObject>() is { } member
                ? new EstimatorReader(member, $"{reader.Path}.estimators_[{i}]")
                : throw TreeLayout.Bad($"estimators_[{i}] is no estimator");
        }

        return members;
    }

    private static TreeClassifier Classifier(EstimatorReader reader, EstimatorReader[] members, bool isForest)
    {
        TreeNodes[] trees = Trees(reader, members);
        int[] counts = trees[0].ClassCounts;
        Labels[] classes = Classes(reader, counts.Length);
        if (!classes.Select(labels => labels.Count).SequenceEqual(counts))
        {
            throw TreeLayout.Bad(
                $"it has {string.Join(", ", counts)} classes and classes_ has {string.Join(", ", classes.Select(labels => labels.Count))}");
        }

        // The parameter monotonic_cst came with the version that keeps fractions in the leaves.
        bool hasFractions = VersionOf(reader, members).IsAtLeast(1, 4,
            otherwise: members[0].Source.TryGetAttribute("monotonic_cst", out _));
        TreeEnsembleForm form = Form(reader, members, trees, isForest)
            with { Classes = classes, Leaves = hasFractions ? LeafMeaning.Fractions : LeafMeaning.Weights };
        return new TreeClassifier(reader.Info, form, Inputs(reader, members, trees, isForest));
    }

    private static TreeRegressor Regressor(EstimatorReader reader, EstimatorReader[] members, bool isForest)
    {
        TreeNodes[] trees = Trees(reader, members);
        return new TreeRegressor(reader.Info, Form(reader, members, trees, isForest), Inputs(reader, members, trees, isForest));
    }

    private static TreeNodes[] Trees(EstimatorReader reader, EstimatorReader[] members)
    {
        TreeNodes[] trees = [.. members.Select(member => TreeNodes.Read(member.Value("tree_"), member.Path))];
        TreeNodes first = trees[0];
        foreach (TreeNodes tree in trees)
        {
            if (tree.FeatureCount != first.FeatureCount || !tree.ClassCounts.AsSpan().SequenceEqual(first.ClassCounts))
            {
                throw TreeLayout.Bad("the trees of a forest differ in their features or classes");
            }
        }

        return reader.FeatureCount is { } count && count != first.FeatureCount
            ? throw TreeLayout.Bad($"it has {first.FeatureCount} features and its estimator {count}") : trees;
    }

    private static TreeEnsembleForm Form(EstimatorReader reader, EstimatorReader[] members, TreeNodes[] trees, bool isForest) => new(trees)
    {
        Aggregation = isForest ? TreeAggregation.Mean : TreeAggregation.Single,
        SelectedColumns = VersionOf(reader, members).IsAtLeast(0, 19) ? null : FeatureImportance.AtLeastMean(trees),
    };

    private static InputContract Inputs(EstimatorReader reader, EstimatorReader[] members, TreeNodes[] trees, bool isForest) => new()
    {
        TakesMissing = TakesMissing(members[0], VersionOf(reader, members), trees[0], isForest),
        TakesSparse = true,
        TakesMissingInSparse = false,
        Precision = InputPrecision.Single,
    };

    private static SavedVersion VersionOf(EstimatorReader reader, EstimatorReader[] members) =>
        reader.SavedBy.IsKnown ? reader.SavedBy : members[0].SavedBy;

    /// <summary>
    /// <c>_support_missing_values</c>: trees from 1.3, random forests from 1.4, random splits from 1.6, absolute_error and monotonic
    /// constraints from 1.9. A file that does not say its version is taken for the newest.
    /// </summary>
    private static bool TakesMissing(EstimatorReader tree, SavedVersion savedBy, TreeNodes first, bool isForest)
    {
        bool isRandom = tree.Text("splitter") == "random";
        bool isAbsolute = tree.Text("criterion") is "absolute_error" or "mae";
        return first.KnowsMissing && savedBy.IsAtLeast(1, isAbsolute ? 9 : isRandom ? 6 : isForest ? 4 : 3)
            && (!tree.Has("monotonic_cst") || savedBy.IsAtLeast(1, 9));
    }

    private static Labels[] Classes(EstimatorReader reader, int outputs)
    {
        PyValue value = reader.Value("classes_");
        if (value.As<PyList>() is { } list && list.Count == outputs && list.All(item => NDArray.From(item) is { Rank: 1 }))
        {
            return [.. list.Select(item => new Labels(NDArray.From(item)!))];
        }

        return outputs == 1 ? [reader.Labels("classes_")]
            : throw TreeLayout.Bad($"it has {outputs} outputs and classes_ is no list of as many arrays");
    }
}
