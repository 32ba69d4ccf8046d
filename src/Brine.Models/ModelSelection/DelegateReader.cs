namespace Brine.Models;

/// <summary>Reads the estimators that hand all questions to one inside of them.</summary>
internal static class DelegateReader
{
    private const Methods OfSearches = Methods.Probabilities | Methods.DecisionFunction | Methods.ScoreSamples | Methods.Transform
        | Methods.InverseTransform;

    /// <summary>GridSearchCV, RandomizedSearchCV and the halving searches.</summary>
    internal static DelegatingEstimator Search(EstimatorReader reader)
    {
        if (!reader.Has("best_estimator_"))
        {
            throw !reader.Flag("refit", fallback: true) && reader.Text("refit") is null && reader.Has("cv_results_")
                ? new UnsupportedModelException("MissingAttribute",
                    $"{reader.ClassName} was trained with refit=False, so it keeps no model; train it with refit=True", reader.Path)
                : reader.Missing("best_estimator_");
        }

        return new(reader.Info, new DelegateForm("best_estimator_", reader.Child("best_estimator_")), OfSearches);
    }

    /// <summary>FrozenEstimator: a trained estimator that a fit leaves alone.</summary>
    internal static DelegatingEstimator Frozen(EstimatorReader reader) =>
        new(reader.Info, new DelegateForm("estimator", reader.Child("estimator")), (Methods)~0);
}
