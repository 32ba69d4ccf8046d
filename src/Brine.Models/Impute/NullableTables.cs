namespace Brine.Models;

/// <summary>
/// Tables with columns of pandas' nullable dtypes where no dtype is asked for: scikit-learn's <c>check_array(dtype=None)</c> makes float64
/// of the whole table, and from 1.3 on an array of objects where a column of objects stands beside them.
/// </summary>
internal static class NullableTables
{
    /// <summary>The table as an imputer gets it; data without such columns as it is.</summary>
    internal static Features Convert(Features x, bool mixesObjects) =>
        x is Table { HasNullable: true } table && !(mixesObjects && table.Columns.Any(column => column.DType.Kind == 'O'))
            ? table.ToMatrix() : x;
}
