using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads IsolationForest.</summary>
internal static class IsolationReader
{
    internal static IsolationForest Forest(EstimatorReader reader)
    {
        EstimatorReader[] members = TreeReader.Members(reader);
        DecisionTree[] trees = [.. members.Select((member, i) => Tree(reader, member, i))];
        var form = new TreeEnsembleForm(trees) { Aggregation = TreeAggregation.Sum, Leaves = LeafMeaning.PathLength };
        double samples = reader.Double(reader.Has("max_samples_") ? "max_samples_" : "_max_samples");
        bool isOld = !reader.SavedBy.IsAtLeast(0, 20), averages = !reader.SavedBy.IsAtLeast(0, 21);
        Func<double, double> averagePath = !reader.SavedBy.IsAtLeast(0, 19) ? IsolationForest.FirstAveragePathLength
            : averages ? IsolationForest.OldAveragePathLength : IsolationForest.AveragePathLength;
        return new IsolationForest(reader.Info, new IsolationForm(form)
        {
            Denominator = (averages ? 1 : trees.Length) * averagePath(samples),
            Offset = isOld ? -0.5 : reader.Double("offset_"),
            Threshold = isOld ? reader.Double("threshold_")
                : !reader.SavedBy.IsAtLeast(0, 22) && reader.Text("behaviour") == "old" ? reader.Double("_threshold_") : 0,
            TakesThreshold = isOld,
            ScoresRows = !isOld,
            Averages = averages,
            AveragePathLength = averagePath,
        }, Inputs(reader));
    }

    /// <summary>A tree over the features that <c>estimators_features_</c> says.</summary>
    private static DecisionTree Tree(EstimatorReader reader, EstimatorReader member, int index)
    {
        TreeNodes tree = TreeNodes.Read(member.Value("tree_"), member.Path);
        PyValue all = reader.Value("estimators_features_");
        int count = reader.FeatureCount ?? tree.FeatureCount;
        if (all.As<PyList>() is not { } list || index >= list.Count
            || EstimatorReader.ArrayOf(list[index]) is not { Rank: 1, DType.Kind: 'i' or 'u' } array || array.Length != tree.FeatureCount)
        {
            throw TreeLayout.Bad($"estimators_features_[{index}] does not say which {tree.FeatureCount} features the tree is about");
        }

        int[] features = [
            .. array.ToInt64s()
                .Select(feature => (ulong)feature < (ulong)count ? (int)feature
                    : throw TreeLayout.Bad($"estimators_features_[{index}] names feature {feature} of {count}"))];
        return tree.FeatureCount == count && features.Select((feature, i) => feature == i).All(isSame => isSame) ? tree
            : new SubspaceTree(tree, features, count);
    }

    /// <summary>From 1.6 on rows are cast to float32 and not looked at.</summary>
    private static InputContract Inputs(EstimatorReader reader) => reader.SavedBy.IsAtLeast(1, 6)
        ? new InputContract { TakesMissing = true, TakesInfinity = true, TakesSparse = true, Floats = InputFloats.DoubleOrSingle }
        : new InputContract { TakesSparse = true, Precision = InputPrecision.Single, LooksFirst = true };
}
