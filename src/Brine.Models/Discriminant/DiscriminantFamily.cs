namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.discriminant_analysis</c>.</summary>
internal static class DiscriminantFamily
{
    private const string Package = "sklearn.discriminant_analysis";

    internal static readonly EstimatorEntry[] Entries =
    [
        new(Package, "LinearDiscriminantAnalysis", DiscriminantReader.Linear),
        new(Package, "QuadraticDiscriminantAnalysis", DiscriminantReader.Quadratic),
        new("sklearn.lda", "LDA", DiscriminantReader.Linear),
        new("sklearn.qda", "QDA", DiscriminantReader.Quadratic),
    ];
}
