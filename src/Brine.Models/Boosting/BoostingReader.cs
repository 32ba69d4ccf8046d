using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads GradientBoostingClassifier and GradientBoostingRegressor, 0.17 to the newest.</summary>
internal static class BoostingReader
{
    private const Methods Staged = Methods.StagedPredict | Methods.StagedPredictProba | Methods.StagedDecisionFunction;

    internal static GradientBoosting Classifier(EstimatorReader reader)
    {
        Labels classes = reader.Labels("classes_") is { Count: > 1 } labels ? labels
            : throw reader.Corrupt("classes_", "it has less than two classes");
        bool isNew = reader.SavedBy.IsAtLeast(1, 4);
        BoostingForm form = Trees(reader, classes.Count > 2 ? classes.Count : 1, out TreeNodes[] trees);
        BoostingLink link = form.TreesPerStage > 1 ? (isNew ? BoostingLink.Softmax : BoostingLink.LogSumExp)
            : reader.Text("loss") == "exponential" ? BoostingLink.HalfLogistic : BoostingLink.Logistic;
        form = BoostingStart.Read(reader, form with
        {
            Classes = classes,
            Link = link,
            SplitsLogSumExp = reader.SavedBy.IsAtLeast(1, 6),
            PicksBySum = isNew || link == BoostingLink.HalfLogistic,
            ZeroPicksSecond = true,
        });
        return Make(reader, form, trees, Methods.Probabilities | Methods.DecisionFunction | Methods.Apply | Staged);
    }

    internal static GradientBoosting Regressor(EstimatorReader reader)
    {
        // Until 0.18 the sums of a regressor were a decision function too.
        BoostingForm form = Trees(reader, 1, out TreeNodes[] trees);
        Methods old = reader.SavedBy.IsAtLeast(0, 19) ? Methods.None : Methods.DecisionFunction | Methods.StagedDecisionFunction;
        return Make(reader, BoostingStart.Read(reader, form), trees, Methods.Predict | Methods.Apply | Methods.StagedPredict | old);
    }

    private static BoostingForm Trees(EstimatorReader reader, int width, out TreeNodes[] trees)
    {
        NDArray stages = NDArray.From(reader.Value("estimators_")) is { Rank: 2, Objects: not null, Length: > 0 } array
            && array.Shape[1] == width
            ? array : throw reader.Corrupt("estimators_", $"it is no array of stages of {width} trees");
        trees = [.. stages.Elements().Select((item, i) => item.As<PyObject>() is { } member
            ? TreeNodes.Read(new EstimatorReader(member, $"{reader.Path}.estimators_[{i / width}, {i % width}]").Value("tree_"),
                reader.Path)
            : throw TreeLayout.Bad($"estimators_[{i / width}, {i % width}] is no estimator"))];
        int features = trees[0].FeatureCount;
        if (trees.Any(tree => tree.FeatureCount != features || tree.ValueCount != 1)
            || (reader.FeatureCount is { } count && count != features))
        {
            throw TreeLayout.Bad("the trees of gradient boosting differ in their features, or answer more than one number");
        }

        int[]? selected = reader.SavedBy.IsAtLeast(0, 19) ? null : FeatureImportance.AtLeastMean(trees, width);
        return new(new TreeEnsembleForm(trees) { Aggregation = TreeAggregation.Sum, SelectedColumns = selected }, width)
            { LearningRate = reader.Double("learning_rate", 0.1) };
    }

    private static GradientBoosting Make(EstimatorReader reader, BoostingForm form, TreeNodes[] trees, Methods methods)
    {
        // The trees themselves take missing values from 1.3 on, and apply asks nobody else.
        var inputs = new InputContract { TakesSparse = true, Precision = InputPrecision.Single };
        bool takesMissing = reader.SavedBy.IsAtLeast(1, 3) && trees[0].KnowsMissing;
        return new GradientBoosting(
            reader.Info, form, inputs, inputs with { TakesMissing = takesMissing, TakesMissingInSparse = false },
            methods | (form.Trees.SelectedColumns is null ? Methods.None : Methods.Transform));
    }
}
