using Brine.Pickling;

namespace Brine.Models;

/// <summary>
/// scikit-learn's <c>score</c>: how good the answers of a model are, by the metric that its class takes, or by one that is named.
/// </summary>
public static class EstimatorScorer
{
    /// <summary>The metrics that can be named, by the names that scikit-learn gives them as <c>scoring</c>; errors are negative, so that
    /// more is better.</summary>
    public static IReadOnlyList<string> Metrics { get; } = [.. MetricTable.Names, "perplexity", "aic", "bic"];

    /// <summary>Scores a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">The rows, with the columns of the training.</param>
    /// <param name="target">What each row should be answered with; left out for models that are scored without.</param>
    /// <param name="metric">One of <see cref="Metrics"/>; what the class takes when left out.</param>
    /// <param name="weights">How much each row weighs (<c>sample_weight</c>); left out, all weigh the same.</param>
    /// <exception cref="ArgumentException">There is no metric of that name, or it weighs no rows.</exception>
    /// <exception cref="ModelInputException">The rows or the target do not fit the model or the metric.</exception>
    /// <exception cref="UnsupportedModelException">The model has no score, or one that is not computed.</exception>
    public static ModelScore Score(
        Estimator model, Features rows, Features? target = null, string? metric = null, IReadOnlyList<double>? weights = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rows);
        double[]? weight = WeightsOf(rows, weights);
        if (metric is null)
        {
            return Own(model, rows, target, weight);
        }

        if (weight is not null && metric is "perplexity" or "aic" or "bic")
        {
            throw NoWeights(metric);
        }

        if (metric == "perplexity")
        {
            return new(Perplexity(model, rows), metric);
        }

        if (metric is "aic" or "bic")
        {
            return new(Criterion(model, rows, metric), metric);
        }

        return MetricTable.Has(metric) ? Named(model, rows, target, metric, weight)
            : throw new ArgumentException($"there is no metric '{metric}'; there are {string.Join(", ", Metrics)}", nameof(metric));
    }

    private static ModelScore Own(Estimator model, Features rows, Features? target, double[]? weights)
    {
        switch (model.Form)
        {
            case SequenceForm { Steps: var steps }:
                rows = steps.SkipLast(1).Aggregate(rows, (given, step) => step.Transform(given));
                return Own(steps[^1].Estimator ?? throw Without(model), rows, target, weights);
            case SelectionForm { Children: [{ Estimator: var inner }] } when model.ClassName is "RFE" or "RFECV":
                return Own(inner, model.Transform(rows), target, weights);
            case DelegateForm { Inner: var inner }:
                return Delegated(model, inner, rows, target, weights);
            case TopicForm when weights is not null:
                throw NoWeights(model.ClassName);
            case TopicForm:
                return new(Bound(model, rows, out _), "log_likelihood");
            case CentersForm or CovarianceForm when weights is not null && model.ClassName != "EllipticEnvelope":
                throw NoWeights(model.ClassName);
            case CentersForm centers:
                return new(LikelihoodScores.OfCenters(model, centers, rows), "negative_inertia");
            case CovarianceForm covariance when model.ClassName != "EllipticEnvelope":
                return new(LikelihoodScores.OfCovariance(covariance, Checked(model, rows, Methods.Mahalanobis)), "log_likelihood");
            default:
                return model.ClassName switch
                {
                    "PCA" or "FactorAnalysis" or "GaussianMixture" or "BayesianGaussianMixture" or "KernelDensity" or "PoissonRegressor"
                        or "GammaRegressor" or "TweedieRegressor" or "GeneralizedLinearRegressor" or "MultiOutputClassifier"
                        when weights is not null => throw NoWeights(model.ClassName),
                    "PCA" or "FactorAnalysis" or "GaussianMixture" or "BayesianGaussianMixture" =>
                        new(LikelihoodScores.OfSamples(model, rows, isMean: true), "mean_log_likelihood"),
                    "KernelDensity" => new(LikelihoodScores.OfSamples(model, rows, isMean: false), "log_likelihood"),
                    "MultiOutputClassifier" =>
                        new(LabelMetrics.Accuracy(Truth(model, rows, target), Answer(model, rows), null, allows: true), "accuracy"),
                    "LogisticRegressionCV" when Scoring(model) is { } name => Named(model, rows, target, name, weights),
                    "PoissonRegressor" => Deviance(model, rows, target, 1),
                    "GammaRegressor" => Deviance(model, rows, target, 2),
                    "TweedieRegressor" or "GeneralizedLinearRegressor" => Deviance(model, rows, target, Power(model)),
                    _ => Named(model, rows, target, MetricOf(model), weights),
                };
        }
    }

    /// <summary>The metric of <c>ClassifierMixin</c>, <c>RegressorMixin</c> and <c>EllipticEnvelope</c>.</summary>
    private static string MetricOf(Estimator model)
    {
        CatalogClass? known = (model.Info.ReadAs ?? model.Info.Source.Class) is { } name ? SklearnCatalog.Find(name) : null;
        bool hasScore = known is null || known.Methods.Concat(known.OptionalMethods).Any(fact => fact.Name == "score");
        return !hasScore || !model.Methods.HasFlag(Methods.Predict) ? throw Without(model)
            : known is null ? (model.Classes is not null ? "accuracy" : throw Without(model))
            : known.Kinds.Contains("regressor") ? "r2"
            : known.Kinds.Contains("classifier") || known.Name == "EllipticEnvelope" ? "accuracy"
            : throw Without(model);
    }

    private static ModelScore Delegated(Estimator model, Estimator inner, Features rows, Features? target, double[]? weights) =>
        model.ClassName.EndsWith("SearchCV", StringComparison.Ordinal) && Scoring(model) is { } name
            ? Named(inner, rows, target, name, weights) : Own(inner, rows, target, weights);

    /// <summary>The metric that a parameter names; null for the model's own.</summary>
    private static string? Scoring(Estimator model)
    {
        if (!model.Info.Parameters.TryGetValue("scoring", out PyValue given) || given.Kind == PyKind.None || given.AsString() == "warn")
        {
            return null;
        }

        string? name = given.AsString() ?? (model.Info.Parameters.TryGetValue("refit", out PyValue refit) ? refit.AsString() : null);
        return name is not null && MetricTable.Has(name) ? name
            : throw new UnsupportedModelException("UnsupportedOption",
                $"{model.ClassName} scores by {(name is null ? "a metric of its own" : $"'{name}'")}, which is not computed; name one of "
                    + string.Join(", ", Metrics), model.Info.Path);
    }

    private static double Power(Estimator model) =>
        model.Info.Parameters.TryGetValue("power", out PyValue given) && given.TryGetDouble(out double power) ? power : 0;

    private static ModelScore Deviance(Estimator model, Features rows, Features? target, double power) =>
        new(RegressionMetrics.ExplainedDeviance(Truth(model, rows, target), Answer(model, rows), power), "d2");

    private static ModelScore Named(Estimator model, Features rows, Features? target, string metric, double[]? weights) =>
        new(MetricTable.Score(new ScoreCase(model, rows, Truth(model, rows, target), weights, metric)), metric);

    private static double[]? WeightsOf(Features rows, IReadOnlyList<double>? weights) => weights is null ? null
        : weights.Count != rows.RowCount
            ? throw new ModelInputException("InputShape", $"there are {rows.RowCount} rows and {weights.Count} weights")
        : weights.All(double.IsFinite) ? [.. weights]
        : throw new ModelInputException("InputNotFinite", "a weight is missing or infinite: leave the row out");

    private static ArgumentException NoWeights(string what) => new($"{what} weighs no rows when it is scored", "weights");

    private static ScoreTarget Answer(Estimator model, Features rows) =>
        ScoreTarget.Of(Features.FromArray(model.Call(Methods.Predict, rows).ToArray()), "the answer of the model");

    private static ScoreTarget Truth(Estimator model, Features rows, Features? target) =>
        target is null
            ? throw new ModelInputException("InputColumns",
                $"{model.ClassName} is scored against a target, and none is given: say which column it is")
            : target.RowCount != rows.RowCount
            ? throw new ModelInputException("InputShape", $"there are {rows.RowCount} rows and {target.RowCount} values of the target")
            : ScoreTarget.Of(target, "the target");

    private static double Perplexity(Estimator model, Features rows)
    {
        if (model.Form is SequenceForm { Steps: var steps })
        {
            rows = steps.SkipLast(1).Aggregate(rows, (given, step) => step.Transform(given));
            model = steps[^1].Estimator ?? throw Without(model);
        }

        double bound = Bound(model, rows, out double wordCount);
        return Math.Exp(-1.0 * (bound / wordCount));
    }

    /// <summary>Akaike's or Schwarz's information criterion of a mixture: less is better.</summary>
    private static double Criterion(Estimator model, Features rows, string metric)
    {
        if (model is not GaussianMixture { ClassName: "GaussianMixture" } mixture)
        {
            throw new UnsupportedModelException("UnsupportedMethod", $"{model.ClassName} has no {metric}", model.Info.Path);
        }

        double likelihood = LikelihoodScores.OfSamples(model, rows, isMean: true);
        return metric == "aic" ? (-2 * likelihood * rows.RowCount) + (2 * mixture.ParameterCount)
            : (-2 * likelihood * rows.RowCount) + (mixture.ParameterCount * Math.Log(rows.RowCount));
    }

    /// <summary><c>staged_score</c> of AdaBoost: the score after one member, after two...</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="target">What each row should be answered with.</param>
    /// <exception cref="ModelInputException">The rows or the target do not fit the model.</exception>
    /// <exception cref="UnsupportedModelException">The model has no such method.</exception>
    public static IReadOnlyList<ModelScore> ScoreStages(Estimator model, Features rows, Features target)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rows);
        if (model is not (AdaBoostClassifier or AdaBoostRegressor))
        {
            throw new UnsupportedModelException("UnsupportedMethod", $"{model.ClassName} has no staged_score", model.Info.Path);
        }

        string metric = MetricOf(model);
        ScoreTarget truth = Truth(model, rows, target);
        return [.. model.Call(Methods.StagedPredict, rows).Parts!.Select(stage => Stage(stage))];

        ModelScore Stage(Answer stage)
        {
            ScoreTarget answer = ScoreTarget.Of(Features.FromArray(stage.ToArray()), "the answer of the model");
            return new ModelScore(metric == "r2" ? RegressionMetrics.R2(truth, answer, null) : LabelMetrics.Accuracy(truth, answer, null),
                metric);
        }
    }

    private static double Bound(Estimator model, Features rows, out double wordCount) =>
        model is LatentDirichletAllocation topics ? topics.Bound(Checked(model, rows, Methods.Transform), out wordCount)
            : throw new UnsupportedModelException("UnsupportedMethod", $"{model.ClassName} has no perplexity", model.Info.Path);

    /// <summary>The rows as a method takes them, which refuses those that it does not.</summary>
    private static Features Checked(Estimator model, Features rows, Methods method)
    {
        _ = model.Call(method, rows);
        return rows;
    }

    private static UnsupportedModelException Without(Estimator model) =>
        new("UnsupportedMethod", $"{model.ClassName} has no score, or one that is not computed", model.Info.Path);
}
