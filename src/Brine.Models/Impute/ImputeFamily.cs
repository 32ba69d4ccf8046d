namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.impute</c>, and the <c>Imputer</c> of <c>sklearn.preprocessing</c> before 0.22.</summary>
internal static class ImputeFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.impute", "SimpleImputer", ImputerReader.Simple),
        new("sklearn.impute", "MissingIndicator", ImputerReader.Indicator),
        new("sklearn.impute", "KNNImputer", NeighborImputerReader.Read),
        new("sklearn.impute", "IterativeImputer", IterativeImputerReader.Read),
        new("sklearn.preprocessing", "Imputer", ImputerReader.Simple),
    ];
}
