namespace Brine.Models;

/// <summary>The classes of the package NLTK that hold models of scikit-learn.</summary>
internal static class NltkFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("nltk.classify", "SklearnClassifier", NltkReader.Classifier),
    ];
}
