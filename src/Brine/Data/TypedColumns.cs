using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>
/// Columns of a typed file as pandas reads them: ints with a gap are floats, bools with a gap are objects, and a gap in text is what it
/// was in training. Where training had objects that were numbers or bools, a column of such is one of objects, though no gap shows
/// here. In a file read in parts a gap may show late: what a column is, is what all of its rows show.
/// </summary>
internal static class TypedColumns
{
    /// <summary>Which columns have a gap that makes them another kind.</summary>
    internal static bool[] GapsOf(Table rows) =>
        [.. rows.Columns.Select(column => column.Mask is { } mask && !column.IsNullable && mask.Contains(true))];

    /// <summary>The rows as a model takes them.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="gaps">Which columns have a gap in any row of the file.</param>
    /// <param name="known">What the model knows of its columns, or null.</param>
    internal static Table ForModel(Table rows, bool[] gaps, KnownColumns? known = null)
    {
        IReadOnlyList<ColumnKind>? kinds = known?.Kinds([.. rows.Columns.Select(column => column.Name)]);
        return new([.. rows.Columns.Select((column, i) => ForModel(column, gaps[i], kinds?[i] ?? ColumnKind.Any))], rows.RowCount);
    }

    private static Column ForModel(Column column, bool hasGap, ColumnKind trained)
    {
        DType kind = column.ElementDType ?? column.DType;
        bool wasObjects = trained.DType is { Kind: 'O' }
            && trained.Categories.Any(category => category.Kind is PyKind.Bool or PyKind.Int or PyKind.Float);
        bool isObjects = column.Cells is not null && column.DType.Kind == 'O';
        if (!column.IsNullable && column.Texts is null && column.Times is null
            && (isObjects ? trained.Missing is not null : wasObjects || (hasGap && kind.Kind == 'b')))
        {
            return AsObjects(column, trained.Missing ?? (kind.Kind == 'b' ? PyValue.None : ColumnCells.NaN));
        }

        if (column.IsNullable || (column.ElementDType is null && !hasGap) || column.Texts is not null || column.Times is not null)
        {
            return column;
        }

        if (!hasGap)
        {
            return column.Numbers is { } whole ? Column.OfNumbers(column.Name, whole, kind) : column;
        }

        return kind.Kind is 'i' or 'u' ? Column.OfNumbers(column.Name, column.Numbers
            ?? [.. column.Cells!.Select(cell => cell.TryGetDouble(out double number) ? number : double.NaN)]) : column;
    }

    private static Column AsObjects(Column column, PyValue missing)
    {
        var cells = new PyValue[column.Length];
        for (int row = 0; row < cells.Length; row++)
        {
            cells[row] = column.Mask?[row] == true || column.IsMissing(row) ? missing
                : column.Cells is { } values ? values[row] : column.ElementAt(row);
        }

        return Column.OfCells(column.Name, cells);
    }

    /// <summary>Tables one behind the other as one.</summary>
    internal static Table Join(IReadOnlyList<Table> parts) => parts is [var single] ? single
        : new Table([.. Enumerable.Range(0, parts[0].ColumnCount).Select(i => Join([.. parts.Select(part => part.Columns[i])]))],
            parts.Sum(part => part.RowCount));

    private static Column Join(Column[] parts)
    {
        string name = parts[0].Name;
        if (parts.All(part => part.Texts is not null))
        {
            return Column.OfText(name, [.. parts.SelectMany(part => part.Texts!)], parts[0].MissingIsNaN);
        }

        if (parts.All(part => part.Times is not null))
        {
            return Column.OfArray(name,
                TimeValues.Of([.. parts.SelectMany(part => part.Times!.Elements().Select(time => time.TryGetInt64(out long ticks) ? ticks
                    : long.MinValue))], parts[0].Times!.DType));
        }

        if (parts.All(part => part.Numbers is not null))
        {
            double[] numbers = [.. parts.SelectMany(part => part.Numbers!)];
            DType kind = parts[0].ElementDType ?? parts[0].DType;
            return parts.Any(part => part.Mask is not null)
                ? Column.OfMasked(name, numbers, kind, [.. parts.SelectMany(part => part.Mask ?? new bool[part.Length])],
                    parts[0].IsNullable)
                : Column.OfNumbers(name, numbers, kind);
        }

        // Ints of which some are larger than a double holds: all of them as they are.
        PyValue[] cells = [.. parts.SelectMany(part => part.Mask is null ? part.ToCells()
            : part.ToCells().Select((cell, row) => part.Mask[row] ? PyValue.None : cell))];
        return parts[0].DType.Kind is 'i' or 'u' && cells.All(cell => !cell.IsNone) ? Column.OfInts(name, cells, parts[0].DType)
            : Column.OfCells(name, cells);
    }
}
