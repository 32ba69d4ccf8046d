namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.semi_supervised</c>.</summary>
internal static class SemiSupervisedFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.semi_supervised", "SelfTrainingClassifier", SelfTrainingReader.Classifier),
        new("sklearn.semi_supervised", "LabelPropagation", LabelPropagationReader.Read),
        new("sklearn.semi_supervised", "LabelSpreading", LabelPropagationReader.Read),
    ];
}
