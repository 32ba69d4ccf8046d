namespace Brine.Models;

/// <summary>The classes of the package imbalanced-learn: they choose rows in training, and answer as those of scikit-learn do.</summary>
internal static class ImblearnFamily
{
    private const string Package = "imblearn.ensemble";

    internal static readonly EstimatorEntry[] Entries =
    [
        new("imblearn.pipeline", "Pipeline", PipelineReader.Steps),
        new(Package, "BalancedRandomForestClassifier", TreeReader.ForestClassifier),
        new(Package, "BalancedBaggingClassifier", BaggingReader.Classifier),
        new(Package, "EasyEnsembleClassifier", BaggingReader.Classifier),
        new(Package, "RUSBoostClassifier", AdaBoostReader.Classifier),
    ];
}
