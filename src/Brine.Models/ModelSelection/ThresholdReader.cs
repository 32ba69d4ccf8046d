using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads the classifiers with a threshold, which came with 1.5.</summary>
internal static class ThresholdReader
{
    /// <summary>The metrics of scikit-learn that have a positive class, which is 1 where nothing else is said.</summary>
    private static readonly string[] WithPositiveClass = ["f1_score", "fbeta_score", "precision_score", "recall_score", "jaccard_score",
        "average_precision_score"];

    internal static ThresholdClassifier Fixed(EstimatorReader reader)
    {
        // From 1.6 on a trained classifier answers without a fit.
        Estimator inner = reader.Has("estimator_") || !reader.SavedBy.IsAtLeast(1, 6) ? reader.Child("estimator_")
            : reader.Child("estimator");
        bool isProbability = IsProbability(reader, inner);
        double threshold = reader.Text("threshold") is { } text
            ? text == "auto" ? (isProbability ? 0.5 : 0) : throw reader.Unsupported($"threshold='{text}'") : reader.Double("threshold");
        return Make(reader, inner, isProbability, threshold, reader.ValueOrNone("pos_label"));
    }

    internal static ThresholdClassifier Tuned(EstimatorReader reader)
    {
        Estimator inner = reader.Child("estimator_");
        return Make(reader, inner, IsProbability(reader, inner), reader.Double("best_threshold_"), PositiveOf(reader));
    }

    private static ThresholdClassifier Make(EstimatorReader reader, Estimator inner, bool isProbability, double threshold, PyValue positive)
    {
        Labels classes = inner.Classes is { Count: 2 } two ? two
            : throw reader.Unsupported($"a {inner.ClassName} that does not tell two classes apart");
        int place = positive.IsNone ? 1
            : Enumerable.Range(0, 2).FirstOrDefault(i => ColumnCells.Open(classes[i]).Equals(ColumnCells.Open(positive)), -1);
        return place < 0 ? throw reader.Unsupported($"the positive class {positive}, which is none of {classes},")
            : new ThresholdClassifier(reader.Info, new DecisionThresholdForm(inner)
        {
            IsProbability = isProbability,
            Threshold = threshold,
            PositiveIndex = place,
            ComparesSingles = reader.Has("threshold"),
        });
    }

    private static bool IsProbability(EstimatorReader reader, Estimator inner)
    {
        Methods method = (reader.Text("response_method") ?? "auto") switch
        {
            "auto" => inner.Methods.HasFlag(Methods.PredictProba) ? Methods.PredictProba : Methods.DecisionFunction,
            "predict_proba" => Methods.PredictProba,
            "decision_function" => Methods.DecisionFunction,
            var other => throw reader.Unsupported($"response_method='{other}'"),
        };
        return inner.Methods.HasFlag(method) ? method == Methods.PredictProba
            : throw reader.Unsupported($"a {inner.ClassName}, which has no {MethodNames.Of(method)},");
    }

    /// <summary><c>_get_pos_label</c>: that of the scorer, else that of the metric.</summary>
    private static PyValue PositiveOf(EstimatorReader reader)
    {
        PyObject scorer = reader.Value("_curve_scorer").As<PyObject>() ?? throw reader.Missing("_curve_scorer");
        if (scorer.TryGetAttribute("_kwargs", out PyValue options) && options.As<PyDict>() is { } given
            && given.TryGetValue("pos_label", out PyValue positive))
        {
            return positive;
        }

        return scorer.TryGetAttribute("_score_func", out PyValue function) && PyObject.NameOf(function) is { } name
            && name.Module.StartsWith("sklearn.", StringComparison.Ordinal)
            ? WithPositiveClass.Contains(name.Name) ? 1 : PyValue.None
            : throw reader.Unsupported("a metric of the user's, of which the file does not say the positive class,");
    }
}
