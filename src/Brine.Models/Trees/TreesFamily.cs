namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.tree</c>.</summary>
internal static class TreesFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.tree", "DecisionTreeClassifier", TreeReader.Classifier),
        new("sklearn.tree", "ExtraTreeClassifier", TreeReader.Classifier),
        new("sklearn.tree", "DecisionTreeRegressor", TreeReader.Regressor),
        new("sklearn.tree", "ExtraTreeRegressor", TreeReader.Regressor),
    ];
}
