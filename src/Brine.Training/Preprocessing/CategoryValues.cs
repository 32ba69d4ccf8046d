namespace Brine.Training;

/// <summary>The categories of columns in order: scikit-learn's <c>_unique</c>.</summary>
internal static class CategoryValues
{
    /// <summary>The categories of each column of the rows, with the dtype of the column.</summary>
    internal static NDArray[] OfAll(FitCall call, string className)
    {
        if (call.Rows.RowCount == 0 || call.Rows.ColumnCount == 0)
        {
            throw new TrainingException("FitRows", $"there are no rows or no columns for {className} to learn from");
        }

        if (call.Rows is Table table)
        {
            bool isFrame = table.ColumnNames is not null;
            return [.. table.Columns.Select(column => OfColumn(isFrame || !table.IsOfObjects ? column : column.ToObjects(), className))];
        }

        DenseRows x = call.Numbers(className, allowMissing: true);
        return [.. Enumerable.Range(0, x.ColumnCount).Select(column => OfNumbers(x.Column(column), x.DType))];
    }

    /// <summary>The least of values that Python puts in order.</summary>
    internal static PyValue Least(PyValue[] values) => Sorted(values, "SimpleImputer")[0];

    private static NDArray OfColumn(Column column, string className)
    {
        if (column.Numbers is { } numbers && !column.IsNullable)
        {
            int odd = Array.FindIndex(numbers, double.IsInfinity);
            return odd < 0 ? OfNumbers(numbers, column.DType) : throw new ModelInputException("InputNotFinite",
                $"there is infinity in row {odd} of column '{column.Name}', which {className} does not take");
        }

        if (column.DType.Kind is 'i' or 'u' && column.Cells is { } wholes && !column.IsNullable)
        {
            return OfWholes(wholes, column, className);
        }

        if (column.Times is not null)
        {
            throw new TrainingException("FitRows", $"column '{column.Name}' holds times, of which {className} makes no categories here");
        }

        PyValue[] cells = column.ToObjects(double.NaN).ToCells();
        bool hasNone = cells.Any(cell => cell.IsNone), hasNaN = cells.Any(IsNaN);
        PyValue[] sorted = Sorted([.. cells.Where(cell => !cell.IsNone && !IsNaN(cell)).Distinct()], className);
        if (column.DType.Kind == 'U')
        {
            return NDArray.OfText([.. sorted.Select(cell => cell.AsString()!)]);
        }

        PyValue[] all = [.. sorted, .. hasNone ? (PyValue[])[default] : [], .. hasNaN ? (PyValue[])[double.NaN] : []];
        return NDArray.OfObjects([all.Length], all);
    }

    private static NDArray OfNumbers(double[] numbers, DType dtype)
    {
        double[] distinct = [.. numbers.Where(number => !double.IsNaN(number)).Distinct().Order()];
        return NDArray.OfNumbers(Array.Exists(numbers, double.IsNaN) ? [.. distinct, double.NaN] : distinct, dtype);
    }

    /// <summary>Whole numbers that a double does not hold.</summary>
    private static NDArray OfWholes(PyValue[] cells, Column column, string className) =>
        NDArray.Of([.. cells.Select(cell => cell.TryGetInt64(out long whole) ? whole : throw new TrainingException("FitRows",
                $"column '{column.Name}' holds {cell}, and {className} makes categories of whole numbers of up to 63 bits here"))
            .Distinct().Order()]);

    private static PyValue[] Sorted(PyValue[] values, string className)
    {
        if (Array.TrueForAll(values, value => value.Kind == PyKind.Str))
        {
            return [.. values.Order(Comparer<PyValue>.Create((left, right) => PythonText.Compare(left.AsString()!, right.AsString()!)))];
        }

        if (Array.TrueForAll(values, value => value.Kind is PyKind.Int or PyKind.Float or PyKind.Bool))
        {
            return [.. values.OrderBy(value => value.TryGetDouble(out double number) ? number : 0)];
        }

        PyValue odd = values.First(value => value.Kind != PyKind.Str);
        throw new TrainingException("FitRows",
            $"a column holds texts beside {odd}, which Python cannot put in order: {className} needs values of one kind");
    }

    private static bool IsNaN(PyValue value) => value.Kind == PyKind.Float && value.TryGetDouble(out double number) && double.IsNaN(number);
}
