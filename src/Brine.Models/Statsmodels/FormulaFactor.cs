using Brine.Pickling;

namespace Brine.Models;

/// <summary>One factor of a column of a formula: a function of a column, or whether it has a category.</summary>
/// <param name="Column">The column of the data.</param>
/// <param name="Function">The function of its numbers; null for a category.</param>
/// <param name="Level">The category.</param>
/// <param name="Categories">All categories of the training.</param>
internal sealed record FormulaFactor(string Column, Func<double, double>? Function, PyValue Level, IReadOnlyList<PyValue> Categories)
{
    private readonly CellSet _level = new([Level]);
    private readonly CellSet _categories = new(Categories);

    /// <summary>The numbers of all rows; NaN where a value is missing.</summary>
    internal double[] Values(FrameDraft frame)
    {
        if (Function is not null)
        {
            return Array.ConvertAll(frame.Numbers(Column), value => Function(value));
        }

        Column column = frame[Column];
        var values = new double[column.Length];
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = column.IsMissing(row) ? double.NaN
                : _level.Contains(column, row) ? 1
                : _categories.Contains(column, row) ? 0
                : throw frame.Refuse("InputCategory",
                    $"the category {ColumnCells.Show(column[row])} in row {RowNumbers.Of(row)}, column '{Column}' was never seen in "
                        + "training");
        }

        return values;
    }
}
