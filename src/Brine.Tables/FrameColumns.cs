using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tables;

/// <summary>The columns of a pandas frame as numpy makes arrays of them, which is how scikit-learn takes them.</summary>
internal static class FrameColumns
{
    internal static Table Read(DataFrame frame)
    {
        // scikit-learn goes by names only where all of them are text.
        bool isNamed = Enumerable.Range(0, frame.ColumnCount)
            .All(i => frame.Labels.Levels.Count == 0 && frame.Labels[i].AsString() is not null);
        IReadOnlyList<string> names = frame.ColumnNames;
        return new Table([.. frame.Columns.Select((column, i) => Read(isNamed ? names[i] : "", column))], frame.RowCount);
    }

    internal static Column Read(string name, PandasArray values) => values switch
    {
        NumpyColumn plain => Column.OfArray(name, plain.Values),
        DatetimeArray { ZoneName: null } times => Column.OfArray(name, times.Values),
        TimedeltaArray spans => Column.OfArray(name, spans.Values),
        Categorical categories => OfCategories(name, categories).AsCategorical(),
        NullableArray nullable =>
            Column.OfMasked(name, nullable.ToDoubles()!, nullable.Values.DType,
                [.. Enumerable.Range(0, nullable.Length).Select(nullable.IsMissing)]),
        SparseArray sparse when sparse.ToDoubles() is { } numbers => Column.OfNumbers(name, numbers, sparse.StoredValues.DType),
        ArrowArray arrow when !IsText(arrow) && arrow.ToDoubles() is { } numbers => Column.OfNumbers(name, numbers),
        StringArray { MissingIsNaN: true } or ArrowArray { MissingIsNaN: true } => Column.OfCells(name, Cells(values, ColumnCells.NaN)),
        StringArray or ArrowArray => Column.OfCells(name, Cells(values, ColumnCells.NA)),
        _ => Column.OfCells(name, Cells(values, default)),
    };

    private static bool IsText(ArrowArray values) => values.ArrowType.Contains("string", StringComparison.Ordinal);

    private static PyValue[] Cells(PandasArray values, PyValue missing)
    {
        var cells = new PyValue[values.Length];
        for (int row = 0; row < cells.Length; row++)
        {
            cells[row] = values.IsMissing(row) ? missing : ColumnCells.Open(values[row]);
        }

        return cells;
    }

    /// <summary>The values of the categories: ints with a gap become floats, bools with a gap become objects, as in
    /// <c>numpy.asarray</c>.</summary>
    private static Column OfCategories(string name, Categorical values)
    {
        bool isAnyMissing = Enumerable.Range(0, values.Length).Any(values.IsMissing);
        if (values.Categories.Values is NumpyColumn { Values.DType: { Kind: 'f' or 'i' or 'u' or 'b' } dtype }
            && !(dtype.Kind == 'b' && isAnyMissing))
        {
            return isAnyMissing && dtype.Kind is 'i' or 'u'
                ? Column.OfMasked(name, values.ToDoubles()!, dtype, [.. Enumerable.Range(0, values.Length).Select(values.IsMissing)],
                    isNullable: false)
                : Column.OfNumbers(name, values.ToDoubles()!, dtype);
        }

        return Column.OfCells(name, Cells(values, ColumnCells.NaN));
    }
}
