namespace Brine.Models;

/// <summary>The classes of the package sklearn-pandas.</summary>
internal static class SklearnPandasFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn_pandas.dataframe_mapper", "DataFrameMapper", MapperReader.Read),
        new("sklearn_pandas.pipeline", "TransformerPipeline", PipelineReader.Steps),
    ];
}
