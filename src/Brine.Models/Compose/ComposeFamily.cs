namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.pipeline</c> and <c>sklearn.compose</c>, and others that only hand on what they are given.</summary>
internal static class ComposeFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.pipeline", "Pipeline", reader => new Pipeline(reader)),
        new("sklearn.pipeline", "FeatureUnion", reader => new FeatureUnion(reader)),
        new("imblearn.pipeline", "Pipeline", reader => new Pipeline(reader)),
        new("sklearn.compose", "ColumnTransformer", reader => new ColumnTransformer(reader)),
        new("sklearn.compose", "TransformedTargetRegressor", reader => new TransformedTargetRegressor(reader)),
        new("sklearn.preprocessing", "FunctionTransformer", reader => new FunctionTransformer(reader)),
    ];
}
