using System.Globalization;
using Brine.Arrays;

namespace Brine;

/// <summary>The columns of data as they stand beside answers; those without a name are called by their number.</summary>
internal static class KeptColumns
{
    /// <exception cref="ModelInputException">The data is records.</exception>
    internal static IReadOnlyList<AnswerColumn> Of(DataRows data) => data.Csv is { } content ? Of(content, (Table)data.Rows)
        : Of(data.Typed ?? data.Rows);

    private static IReadOnlyList<AnswerColumn> Of(Features rows)
    {
        switch (rows)
        {
            case Table table:
                if (table.IsVector && table.Columns is [{ Cells: { } cells }]
                    && cells.Any(cell => cell.Reference is Pickling.PyDict or Pickling.PyList))
                {
                    throw new ModelInputException("CannotTabulate",
                        "the data is records without columns, which cannot stand beside the answers");
                }

                return [.. table.Columns.Select((column, i) => new TableAnswerColumn(column, NameOf(column.Name, i)))];
            case Matrix matrix:
                NDArray array = NDArray.OfNumbers(matrix.Values, matrix.DType, matrix.RowCount, matrix.ColumnCount);
                return [.. Enumerable.Range(0, matrix.ColumnCount).Select(i => new TableAnswerColumn(Column.OfArray("", array.Select(1, i)),
                    NameOf(matrix.Names?[i] ?? "", i)))];
            default:
                return Of(rows.ToMatrix());
        }
    }

    private static FieldAnswerColumn[] Of(CsvContent content, Table table) =>
        [.. table.Columns.Select((column, i) => new FieldAnswerColumn(content.Column(i), column,
            [.. content.Ragged.Select(row => i < row.Fields.Count ? row.Fields[i] : null)], NameOf(content.Names[i], i)))];

    private static string NameOf(string name, int place) => name.Length > 0 ? name : place.ToString(CultureInfo.InvariantCulture);
}
