using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads HistGradientBoostingClassifier and HistGradientBoostingRegressor, 0.21 to the newest.</summary>
internal static class HistogramReader
{
    private static readonly string[] Logarithmic = ["HalfPoissonLoss", "HalfGammaLoss", "HalfTweedieLoss", "Poisson"];

    internal static GradientBoosting Classifier(EstimatorReader reader)
    {
        Labels classes = reader.Labels("classes_");
        BoostingForm form = Form(reader, classes.Count > 2 ? classes.Count : 1);
        if (classes.Count == 0)
        {
            throw reader.Corrupt("classes_", "it is empty");
        }

        bool isOld = !reader.SavedBy.IsAtLeast(1, 1);
        Methods staged = reader.SavedBy.IsAtLeast(0, 24)
            ? Methods.StagedPredict | Methods.StagedPredictProba | Methods.StagedDecisionFunction : Methods.None;
        return Make(reader, form with
        {
            Classes = classes,
            Link = form.TreesPerStage == 1 ? BoostingLink.Logistic : isOld ? BoostingLink.LogSumExp : BoostingLink.Softmax,
            PicksBySum = reader.SavedBy.IsAtLeast(1, 5),
        }, Methods.Predict | Methods.PredictProba | Methods.DecisionFunction | staged);
    }

    internal static GradientBoosting Regressor(EstimatorReader reader) => Make(
        reader,
        Form(reader, 1) with { Link = IsLogarithmic(reader) ? BoostingLink.Exponential : BoostingLink.Identity },
        Methods.Predict | (reader.SavedBy.IsAtLeast(0, 24) ? Methods.StagedPredict : Methods.None));

    private static GradientBoosting Make(EstimatorReader reader, BoostingForm form, Methods methods)
    {
        var inputs = new InputContract { TakesMissing = true, TakesInfinity = true, Precision = InputPrecision.Double };
        return new GradientBoosting(reader.Info, form, inputs, inputs, methods);
    }

    private static bool IsLogarithmic(EstimatorReader reader)
    {
        string? name = (reader.Has("_loss") ? reader.ValueOrNone("_loss") : reader.ValueOrNone("loss_")).As<PyObject>()?.Class?.Name;
        return name is null ? reader.Text("loss") is "poisson" or "gamma" : Logarithmic.Contains(name);
    }

    private static BoostingForm Form(EstimatorReader reader, int width)
    {
        Estimator? preprocessor = reader.Has("_preprocessor") ? reader.Child("_preprocessor") : null;
        PyObject? mapper = (reader.Has("_bin_mapper") ? reader.ValueOrNone("_bin_mapper") : reader.ValueOrNone("bin_mapper_"))
            .As<PyObject>();
        int features = reader.FeatureCount
            ?? (reader.TryInt("_n_features", out int count) ? count : throw reader.Missing("n_features_in_"));
        PyList stages = reader.Value("_predictors").As<PyList>() is { Count: > 0 } found ? found : throw reader.Missing("_predictors");
        var questions = new CategoryQuestions();
        var trees = new List<(HistogramNode[] Nodes, double[] Values)>();
        foreach (PyValue stage in stages)
        {
            PyList members = stage.As<PyList>() is { } list && list.Count == width ? list
                : throw TreeLayout.Bad($"a stage of _predictors has no {width} trees");
            foreach (PyValue member in members)
            {
                trees.Add(Nodes(member.As<PyObject>() ?? throw TreeLayout.Bad("an item of _predictors is no tree"), questions));
            }
        }

        (CategorySplit[] splits, int[] places) = questions.Sorted(CategoryQuestions.KnownOf(mapper, features));
        DecisionTree[] read = [.. trees.Select(tree => new HistogramTree(features, Placed(tree.Nodes, places), tree.Values))];
        var ensemble = new TreeEnsembleForm(read)
            { Rule = SplitRule.Histogram, Aggregation = TreeAggregation.Sum, Leaves = LeafMeaning.Values,
                CategorySplits = Array.AsReadOnly(splits) };
        return new BoostingForm(ensemble, width)
            { Start = Array.AsReadOnly(Start(reader, width)), Preprocessor = preprocessor, IsColumnMajor = true, StagesAreFlat = true };
    }

    /// <summary><c>_baseline_prediction</c>: a number, or one for each class. Python adds it to zeros.</summary>
    private static double[] Start(EstimatorReader reader, int width)
    {
        double[] baseline = reader.Value("_baseline_prediction").TryGetDouble(out double number) ? [number]
            : reader.Doubles("_baseline_prediction");
        if (baseline.Length != width && baseline.Length != 1)
        {
            throw reader.Corrupt("_baseline_prediction", $"it has {baseline.Length} numbers for {width} sums");
        }

        return [.. Enumerable.Range(0, width).Select(k => 0.0 + baseline[baseline.Length == 1 ? 0 : k])];
    }

    private static HistogramNode[] Placed(HistogramNode[] nodes, int[] places) =>
        Array.ConvertAll(nodes, node => node.Category < 0 ? node : node with { Category = places[node.Category] });

    private static (HistogramNode[] Nodes, double[] Values) Nodes(PyObject tree, CategoryQuestions questions)
    {
        if (!tree.TryGetAttribute("nodes", out PyValue value) || NDArray.From(value) is not { Rank: 1, Length: > 0 } array)
        {
            throw TreeLayout.Bad("it has no nodes");
        }

        var records = new HistogramRecords(array);
        DTypeField left = records.Field("left"), right = records.Field("right"), feature = records.Field("feature_idx"),
            isLeaf = records.Field("is_leaf"), missing = records.Field("missing_go_to_left");
        DTypeField threshold = records.Find("num_threshold") ?? records.Field("threshold"), number = records.Field("value"),
            samples = records.Field("count");
        DTypeField? isCategorical = records.Find("is_categorical"), bitset = records.Find("bitset_idx");
        NDArray? bitsets = tree.TryGetAttribute("raw_left_cat_bitsets", out PyValue bits) ? NDArray.From(bits) : null;
        uint[] words = bitsets is { Rank: 2, DType.Kind: 'u' } && bitsets.Shape[1] == CategorySplit.WordCount
            ? [.. bitsets.ToInt64s().Select(word => (uint)word)] : [];
        var nodes = new HistogramNode[records.Count];
        var values = new double[nodes.Length];
        for (int node = 0; node < nodes.Length; node++)
        {
            int category = -1;
            bool leaf = records.Int(node, isLeaf) != 0;
            if (!leaf && isCategorical is not null && records.Int(node, isCategorical) != 0)
            {
                long set = records.Int(node, bitset ?? throw TreeLayout.Bad("a split asks about categories and has none"));
                category = set >= 0 && (set + 1) * CategorySplit.WordCount <= words.Length
                    ? questions.Add(records.Int(node, feature), words.AsSpan((int)set * CategorySplit.WordCount, CategorySplit.WordCount))
                    : throw TreeLayout.Bad($"a split asks about set {set} of {words.Length / CategorySplit.WordCount}");
            }

            values[node] = records.Double(node, number);
            nodes[node] = new HistogramNode
            {
                Left = records.Int(node, left),
                Right = records.Int(node, right),
                Feature = records.Int(node, feature),
                Threshold = records.Double(node, threshold),
                Samples = records.Int(node, samples),
                MissingGoesLeft = records.Int(node, missing) != 0,
                IsLeaf = leaf,
                Category = category,
            };
        }

        return (nodes, values);
    }
}
