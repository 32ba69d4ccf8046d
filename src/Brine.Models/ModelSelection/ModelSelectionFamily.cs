namespace Brine.Models;

/// <summary>The searches of <c>sklearn.model_selection</c>, and of <c>sklearn.grid_search</c> before 0.20; <c>sklearn.frozen</c> wraps models alike.</summary>
internal static class ModelSelectionFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.model_selection", "GridSearchCV", reader => new BestEstimator(reader)),
        new("sklearn.model_selection", "RandomizedSearchCV", reader => new BestEstimator(reader)),
        new("sklearn.model_selection", "HalvingGridSearchCV", reader => new BestEstimator(reader)),
        new("sklearn.model_selection", "HalvingRandomSearchCV", reader => new BestEstimator(reader)),
        new("sklearn.grid_search", "GridSearchCV", reader => new BestEstimator(reader)),
        new("sklearn.grid_search", "RandomizedSearchCV", reader => new BestEstimator(reader)),
        new("sklearn.frozen", "FrozenEstimator", reader => new FrozenEstimator(reader)),
    ];
}
