namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.tree</c>, and the forests of <c>sklearn.ensemble</c>.</summary>
internal static class TreesFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.tree", "DecisionTreeClassifier", reader => new TreeClassifier(reader, isForest: false)),
        new("sklearn.tree", "ExtraTreeClassifier", reader => new TreeClassifier(reader, isForest: false)),
        new("sklearn.tree", "DecisionTreeRegressor", reader => new TreeRegressor(reader, isForest: false)),
        new("sklearn.tree", "ExtraTreeRegressor", reader => new TreeRegressor(reader, isForest: false)),
        new("sklearn.ensemble", "RandomForestClassifier", reader => new TreeClassifier(reader, isForest: true)),
        new("sklearn.ensemble", "ExtraTreesClassifier", reader => new TreeClassifier(reader, isForest: true)),
        new("sklearn.ensemble", "RandomForestRegressor", reader => new TreeRegressor(reader, isForest: true)),
        new("sklearn.ensemble", "ExtraTreesRegressor", reader => new TreeRegressor(reader, isForest: true)),
    ];
}
