namespace Brine.Models;

/// <summary>
/// Tables with columns of pandas' own dtypes where no dtype is asked for: scikit-learn's <c>check_array(dtype=None)</c> makes float64 of
/// the whole table where a column is nullable, or one of bools stands beside categories (1.1), and from 1.3 on an array of objects where
/// a column of objects stands beside them.
/// </summary>
internal static class NullableTables
{
    /// <summary>The table as an estimator gets it; data without such columns as it is.</summary>
    internal static Features Convert(Estimator model, Features x, bool mixesObjects) =>
        x is Table table && (table.HasNullable || (model.Info.SavedVersion.IsAtLeast(1, 1) && HasBoolsBesideCategories(table)))
            && !(mixesObjects && table.Columns.Any(column => column.DType.Kind == 'O' && !column.IsCategorical))
            ? table.ToMatrix() : x;

    private static bool HasBoolsBesideCategories(Table table) =>
        table.Columns.Any(column => column.IsCategorical) && table.Columns.Any(column => column.DType.Kind == 'b');
}
