namespace Brine.Models;

/// <summary>GridSearchCV, RandomizedSearchCV and the halving searches: <c>best_estimator_</c> answers.</summary>
internal sealed class BestEstimator(EstimatorReader reader) : DelegatingEstimator(reader, Best(reader), Delegated)
{
    private const Methods Delegated = Methods.Probabilities | Methods.DecisionFunction | Methods.ScoreSamples | Methods.Transform | Methods.InverseTransform;

    private static Estimator Best(EstimatorReader reader) =>
        reader.Has("best_estimator_") ? reader.Child("best_estimator_")
        : !reader.Flag("refit", fallback: true) && reader.Text("refit") is null && reader.Has("cv_results_")
            ? throw new UnsupportedModelException("MissingAttribute", $"{reader.ClassName} was trained with refit=False, so it keeps no model; train it with refit=True", reader.Path)
            : throw reader.Missing("best_estimator_");
}
