namespace Brine.Models;

/// <summary>The searches of <c>sklearn.model_selection</c>, and of <c>sklearn.grid_search</c> before 0.20; <c>sklearn.frozen</c> wraps
/// models alike.</summary>
internal static class ModelSelectionFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.model_selection", "GridSearchCV", DelegateReader.Search),
        new("sklearn.model_selection", "RandomizedSearchCV", DelegateReader.Search),
        new("sklearn.model_selection", "HalvingGridSearchCV", DelegateReader.Search),
        new("sklearn.model_selection", "HalvingRandomSearchCV", DelegateReader.Search),
        new("sklearn.grid_search", "GridSearchCV", DelegateReader.Search),
        new("sklearn.grid_search", "RandomizedSearchCV", DelegateReader.Search),
        new("sklearn.model_selection", "FixedThresholdClassifier", ThresholdReader.Fixed),
        new("sklearn.model_selection", "TunedThresholdClassifierCV", ThresholdReader.Tuned),
        new("sklearn.frozen", "FrozenEstimator", DelegateReader.Frozen),
    ];
}
