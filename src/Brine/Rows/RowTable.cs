using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>Makes a table of the cells of typed rows: the same columns as <see cref="Table.FromRecords"/> makes.</summary>
internal static class RowTable
{
    /// <param name="names">The names that the columns get.</param>
    /// <param name="columns">What the columns hold.</param>
    /// <param name="cells">The cells, row by row.</param>
    internal static Table Of(IReadOnlyList<string> names, IReadOnlyList<ModelRowColumn> columns, PyValue[] cells)
    {
        int width = columns.Count, rows = width == 0 ? 0 : cells.Length / width;
        var made = new Column[width];
        for (int c = 0; c < width; c++)
        {
            var own = new PyValue[rows];
            for (int row = 0; row < rows; row++)
            {
                own[row] = cells[(row * width) + c];
            }

            made[c] = Of(names[c], columns[c], own);
        }

        return new Table(made);
    }

    private static Column Of(string name, ModelRowColumn column, PyValue[] cells) => column.Kind switch
    {
        ModelRowKind.Number => Column.OfNumbers(name, Array.ConvertAll(cells, NumberOf)),
        ModelRowKind.Whole when !column.IsOptional =>
            Column.OfArray(name, NDArray.Of(Array.ConvertAll(cells, cell => cell.TryGetInt64(out long number) ? number : 0))),
        ModelRowKind.Whole => CellColumn.Of(name, cells, ColumnCells.NaN),
        ModelRowKind.Bool when !column.IsOptional => Column.OfNumbers(name, Array.ConvertAll(cells, NumberOf), DType.Bool),
        ModelRowKind.Bool => CellColumn.Of(name, cells, PyValue.None),
        ModelRowKind.Text => Column.OfText(name, Array.ConvertAll(cells, cell => cell.AsString())),
        _ => Column.OfArray(name, TimeValues.Of(Array.ConvertAll(cells, cell => cell.TryGetInt64(out long ticks)
            ? TimeValues.Nanoseconds(name, new DateTime(ticks)) : long.MinValue), DType.Parse("<M8[ns]"))),
    };

    private static double NumberOf(PyValue cell) =>
        cell.TryGetBool(out bool truth) ? (truth ? 1 : 0) : cell.TryGetDouble(out double number) || ColumnCells.NaN.TryGetDouble(out number)
            ? number : double.NaN;
}
