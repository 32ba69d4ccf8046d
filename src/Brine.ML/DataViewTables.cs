using Microsoft.ML;

namespace Brine;

/// <summary>ML.NET's data as tables, and back.</summary>
public static class DataViewTables
{
    /// <summary>Reads data as a table.</summary>
    /// <param name="data">The data: numbers, bools, texts, and keys that stand for texts. Single is float32, as it would be in
    /// Python. An empty text is a gap, for which ML.NET's texts have nothing else.</param>
    /// <param name="columns">The columns to read, all when left out.</param>
    /// <exception cref="ModelInputException">A column is not there, or holds what no table holds, such as vectors.</exception>
    public static Table ToTable(this IDataView data, params IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(columns);
        DataViewSchema.Column[] chosen = columns.Count == 0 ? [.. data.Schema.Where(column => !column.IsHidden)]
            : [.. columns.Select(name => data.Schema.GetColumnOrNull(name)
                ?? throw new ModelInputException("InputColumns", $"the data has no column '{name}'"))];
        using DataViewRowCursor cursor = data.GetRowCursor(chosen);
        var rows = new DataViewRows(chosen, cursor);
        while (cursor.MoveNext())
        {
            rows.Take();
        }

        return rows.Finish() as Table ?? throw new ModelInputException("InputColumns",
            $"the column '{chosen[0].Name}' holds vectors, which a table has no column for");
    }

    /// <summary>A table as data for ML.NET's steps: float64 as Double, float32 as Single, ints as Int64, bools as Boolean, and
    /// text.</summary>
    /// <param name="table">The table. A missing text is an empty one, as ML.NET has it.</param>
    /// <exception cref="ModelInputException">It is no table, or a column holds values of several kinds, or a gap where ML.NET's type has
    /// none.</exception>
    public static IDataView ToDataView(this Features table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new TableDataView(table as Table ?? throw new ModelInputException("CannotTabulate",
            "the data is a matrix, whose columns have no kinds of their own: make a table of it"));
    }
}
