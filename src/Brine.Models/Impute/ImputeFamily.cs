namespace Brine.Models;

/// <summary>The simple estimators of <c>sklearn.impute</c>, and the <c>Imputer</c> of <c>sklearn.preprocessing</c> before 0.22.</summary>
internal static class ImputeFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.impute", "SimpleImputer", ImputerReader.Simple),
        new("sklearn.impute", "MissingIndicator", ImputerReader.Indicator),
        new("sklearn.preprocessing", "Imputer", ImputerReader.Simple),
    ];
}
