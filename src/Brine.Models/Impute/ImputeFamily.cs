namespace Brine.Models;

/// <summary>The simple estimators of <c>sklearn.impute</c>, and the <c>Imputer</c> of <c>sklearn.preprocessing</c> before 0.22.</summary>
internal static class ImputeFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.impute", "SimpleImputer", reader => new SimpleImputer(reader)),
        new("sklearn.impute", "MissingIndicator", reader => new MissingIndicator(reader)),
        new("sklearn.preprocessing", "Imputer", reader => new SimpleImputer(reader)),
    ];
}
