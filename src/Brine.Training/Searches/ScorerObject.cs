namespace Brine.Training;

/// <summary>The <c>scorer_</c> of a search: Python's object of the metric that was asked for.</summary>
internal static class ScorerObject
{
    private const string Module = "sklearn.metrics._scorer";
    private const string Classification = "sklearn.metrics._classification";
    private const string Regression = "sklearn.metrics._regression";
    private const string Ranking = "sklearn.metrics._ranking";
    private const string Clusters = "sklearn.metrics.cluster._supervised";

    private static readonly string[] Answers = ["predict"];
    private static readonly string[] Probabilities = ["predict_proba"];
    private static readonly string[] Either = ["decision_function", "predict_proba"];

    /// <summary>Metrics whose function is not named as they are.</summary>
    private static readonly Dictionary<string, Scorer> Known = new(StringComparer.Ordinal)
    {
        ["accuracy"] = new(Classification, "accuracy_score"),
        ["balanced_accuracy"] = new(Classification, "balanced_accuracy_score"),
        ["matthews_corrcoef"] = new(Classification, "matthews_corrcoef"),
        ["top_k_accuracy"] = new(Ranking, "top_k_accuracy_score") { Asks = Either },
        ["average_precision"] = new(Ranking, "average_precision_score") { Asks = Either },
        ["roc_auc"] = new(Ranking, "roc_auc_score") { Asks = Either },
        ["roc_auc_ovr"] = new(Ranking, "roc_auc_score", ("multi_class", "ovr")) { Asks = Probabilities },
        ["roc_auc_ovo"] = new(Ranking, "roc_auc_score", ("multi_class", "ovo")) { Asks = Probabilities },
        ["roc_auc_ovr_weighted"] = new(Ranking, "roc_auc_score", ("multi_class", "ovr"), ("average", "weighted")) { Asks = Probabilities },
        ["roc_auc_ovo_weighted"] = new(Ranking, "roc_auc_score", ("multi_class", "ovo"), ("average", "weighted")) { Asks = Probabilities },
        ["neg_log_loss"] = new(Classification, "log_loss") { Asks = Probabilities },
        ["neg_brier_score"] = new(Classification, "brier_score_loss") { Asks = Probabilities },
        ["r2"] = new(Regression, "r2_score"),
        ["explained_variance"] = new(Regression, "explained_variance_score"),
        ["max_error"] = new(Regression, "max_error") { Versions = "old", IsError = true },
        ["neg_max_error"] = new(Regression, "max_error") { Versions = "new" },
        ["positive_likelihood_ratio"] = new(Module, "positive_likelihood_ratio"),
        ["neg_negative_likelihood_ratio"] = new(Module, "negative_likelihood_ratio"),
        ["d2_absolute_error_score"] = new(Regression, "d2_absolute_error_score") { Versions = "new" },
        ["d2_log_loss_score"] = new(Classification, "d2_log_loss_score") { Versions = "new", Asks = Probabilities },
        ["d2_brier_score"] = new(Classification, "d2_brier_score") { Versions = "new", Asks = Probabilities },
        ["neg_root_mean_squared_log_error"] = new(Regression, "root_mean_squared_log_error") { Versions = "new" },
    };

    /// <summary>The metrics that a search of this version can be told to take.</summary>
    internal static IReadOnlyList<string> Names(bool isNew) =>
        [.. EstimatorScorer.Metrics.Where(name => Of(name) is { } scorer && scorer.Versions != (isNew ? "old" : "new"))];

    /// <summary>The object.</summary>
    /// <param name="metric">The metric, or null for that of the class.</param>
    /// <param name="estimator">The estimator without attributes.</param>
    /// <param name="isNew">True for the newest scikit-learn.</param>
    internal static PyValue Make(string? metric, PyObject estimator, bool isNew)
    {
        var state = new PyDict();
        if (metric is null)
        {
            state["_estimator"] = estimator;
            return isNew ? New("_PassthroughScorer", state) : new PyGlobal(Module, "_passthrough_scorer");
        }

        Scorer scorer = Of(metric)!;
        bool isRoot = metric == "neg_root_mean_squared_error";
        var options = new PyDict();
        foreach ((string name, PyValue value) in scorer.Options)
        {
            options[name] = value;
        }

        if (isRoot && !isNew)
        {
            options["squared"] = false;
        }

        state["_kwargs"] = options;
        state["_score_func"] = new PyGlobal(scorer.Module, isRoot && !isNew ? "mean_squared_error" : scorer.Function);
        state["_sign"] = scorer.IsError || metric.StartsWith("neg_", StringComparison.Ordinal) ? -1 : 1;
        if (isNew)
        {
            state["_response_method"] = scorer.Asks.Length == 1 ? scorer.Asks[0]
                : new PyTuple([.. scorer.Asks.Select(method => (PyValue)method)]);
        }

        return New(isNew ? "_Scorer" : scorer.Asks == Answers ? "_PredictScorer" : scorer.Asks == Either ? "_ThresholdScorer"
            : "_ProbaScorer", state);
    }

    private static PyObject New(string name, PyDict state) =>
        new(new PyGlobal(Module, name), PyTuple.Empty, PyConstruction.NewObject) { State = state };

    private static Scorer? Of(string metric)
    {
        if (Known.TryGetValue(metric, out Scorer? known))
        {
            return known;
        }

        string[] parts = metric.Split('_');
        if (parts[0] is "f1" or "precision" or "recall" or "jaccard" && parts.Length <= 2)
        {
            return parts.Length == 1 ? new Scorer(Classification, parts[0] + "_score", ("average", "binary"))
                : new Scorer(Classification, parts[0] + "_score", ("pos_label", default), ("average", parts[1]));
        }

        return metric is "perplexity" or "aic" or "bic" ? null
            : metric.StartsWith("neg_", StringComparison.Ordinal) ? new Scorer(Regression, metric[4..])
            : metric.EndsWith("_score", StringComparison.Ordinal) ? new Scorer(Clusters, metric)
            : null;
    }

    private sealed record Scorer(string Module, string Function, params (string Name, PyValue Value)[] Options)
    {
        internal string[] Asks { get; init; } = Answers;

        /// <summary><c>old</c> or <c>new</c> where only scikit-learn 1.2 or 1.9 has it.</summary>
        internal string Versions { get; init; } = "all";

        internal bool IsError { get; init; }
    }
}
