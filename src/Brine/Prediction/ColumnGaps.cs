using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>Columns in which rows without a value are put between those that have one: ints and bools keep their kind.</summary>
internal static class ColumnGaps
{
    /// <param name="column">The values of the rows that have one, in order.</param>
    /// <param name="rows">All rows; -1 for one without a value.</param>
    internal static Column Insert(Column column, ReadOnlySpan<int> rows)
    {
        if (column.Numbers is { } numbers && column.ElementDType is null)
        {
            var spread = new double[rows.Length];
            var mask = new bool[rows.Length];
            for (int i = 0, next = 0; i < rows.Length; i++)
            {
                mask[i] = rows[i] < 0;
                spread[i] = mask[i] ? double.NaN : numbers[next++];
            }

            return Column.OfMasked(column.Name, spread, column.DType, mask);
        }

        PyValue[] cells = column.ToCells();
        var all = new PyValue[rows.Length];
        for (int i = 0, next = 0; i < rows.Length; i++)
        {
            all[i] = rows[i] < 0 ? default : cells[next++];
        }

        return Column.OfCells(column.Name, all);
    }
}
