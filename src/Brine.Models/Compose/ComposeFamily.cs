namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.pipeline</c> and <c>sklearn.compose</c>, and others that only hand on what they are
/// given.</summary>
internal static class ComposeFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.pipeline", "Pipeline", PipelineReader.Steps),
        new("sklearn.pipeline", "FeatureUnion", ParallelReader.Union),
        new("sklearn.compose", "ColumnTransformer", ParallelReader.Columns),
        new("sklearn.compose", "TransformedTargetRegressor", FunctionReader.Target),
        new("sklearn.preprocessing", "FunctionTransformer", FunctionReader.Function),
    ];
}
