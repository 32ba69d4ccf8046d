namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.ensemble</c>.</summary>
internal static class EnsembleFamily
{
    private const string Package = "sklearn.ensemble";

    internal static readonly EstimatorEntry[] Entries =
    [
        new(Package, "RandomForestClassifier", TreeReader.ForestClassifier),
        new(Package, "ExtraTreesClassifier", TreeReader.ForestClassifier),
        new(Package, "RandomForestRegressor", TreeReader.ForestRegressor),
        new(Package, "ExtraTreesRegressor", TreeReader.ForestRegressor),
        new(Package, "IsolationForest", IsolationReader.Forest),
        new(Package, "GradientBoostingClassifier", BoostingReader.Classifier),
        new(Package, "GradientBoostingRegressor", BoostingReader.Regressor),
        new(Package, "HistGradientBoostingClassifier", HistogramReader.Classifier),
        new(Package, "HistGradientBoostingRegressor", HistogramReader.Regressor),
    ];
}
