namespace Brine.Models;

/// <summary>The selectors of <c>sklearn.feature_selection</c>, and the randomized linear models before 0.21, which select alike.</summary>
internal static class FeatureSelectionFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.feature_selection", "VarianceThreshold", SelectorReader.Variance),
        new("sklearn.feature_selection", "SelectKBest", SelectorReader.Univariate),
        new("sklearn.feature_selection", "SelectPercentile", SelectorReader.Univariate),
        new("sklearn.feature_selection", "SelectFpr", SelectorReader.Univariate),
        new("sklearn.feature_selection", "SelectFdr", SelectorReader.Univariate),
        new("sklearn.feature_selection", "SelectFwe", SelectorReader.Univariate),
        new("sklearn.feature_selection", "GenericUnivariateSelect", SelectorReader.Univariate),
        new("sklearn.feature_selection", "SelectFromModel", SelectorReader.FromModel),
        new("sklearn.feature_selection", "RFE", SelectorReader.Elimination),
        new("sklearn.feature_selection", "RFECV", SelectorReader.Elimination),
        new("sklearn.feature_selection", "SequentialFeatureSelector", SelectorReader.Sequential),
        new("sklearn.linear_model", "RandomizedLasso", SelectorReader.Randomized),
        new("sklearn.linear_model", "RandomizedLogisticRegression", SelectorReader.Randomized),
    ];
}
