namespace Brine.Models;

/// <summary>Data as the array that scikit-learn makes of it before it hands it to a model inside: columns without names.</summary>
internal static class UnnamedFeatures
{
    internal static Features Of(Features x) => x switch
    {
        Matrix { Names: not null } matrix => new Matrix(matrix.RowCount, matrix.ColumnCount, matrix.Values, matrix.DType),
        Table => FeatureStack.Dense([x], x.RowCount),
        _ => x,
    };
}
