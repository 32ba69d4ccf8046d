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
        new(Package, "AdaBoostClassifier", AdaBoostReader.Classifier),
        new(Package, "AdaBoostRegressor", AdaBoostReader.Regressor),
        new(Package, "RandomTreesEmbedding", EmbeddingReader.Embedding),
        new(Package, "BaggingClassifier", BaggingReader.Classifier),
        new(Package, "BaggingRegressor", BaggingReader.Regressor),
        new(Package, "VotingClassifier", VotingReader.Classifier),
        new(Package, "VotingRegressor", VotingReader.Regressor),
        new(Package, "StackingClassifier", StackingReader.Classifier),
        new(Package, "StackingRegressor", StackingReader.Regressor),
    ];
}
