namespace Brine.Tests.Support;

/// <summary>Names in the table of estimators that neither scikit-learn 1.2 nor a later one has: the recipe asks nothing of them but a line
/// here.</summary>
internal static class OtherNames
{
    internal static IReadOnlyDictionary<string, string> Reasons { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["sklearn.covariance.GraphLasso"] = "the name of GraphicalLasso up to 0.21",
        ["sklearn.covariance.GraphLassoCV"] = "the name of GraphicalLassoCV up to 0.21",
        ["sklearn.lda.LDA"] = "the name of LinearDiscriminantAnalysis up to 0.18",
        ["sklearn.qda.QDA"] = "the name of QuadraticDiscriminantAnalysis up to 0.18",
        ["sklearn.decomposition.RandomizedPCA"] = "PCA by random vectors, which was there until 0.19",
        ["sklearn.linear_model.RandomizedLasso"] = "selects columns, and was there until 0.20",
        ["sklearn.linear_model.RandomizedLogisticRegression"] = "selects columns, and was there until 0.20",
        ["sklearn.grid_search.GridSearchCV"] = "the module of scikit-learn up to 0.19",
        ["sklearn.grid_search.RandomizedSearchCV"] = "the module of scikit-learn up to 0.19",
        ["sklearn.preprocessing.Imputer"] = "the name of SimpleImputer up to 0.21",
    };
}
