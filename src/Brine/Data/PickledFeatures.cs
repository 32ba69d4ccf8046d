using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>Reads what a model is asked about out of a pickle: a frame, a series, an array, a sparse matrix, a list of rows.</summary>
internal static class PickledFeatures
{
    /// <param name="value">The value.</param>
    /// <param name="kind">What a model that looks at the items of a list one by one takes: documents, records.</param>
    /// <param name="limits">How much the value may ask for.</param>
    /// <exception cref="ModelInputException">The value is no data for a model.</exception>
    internal static Features Read(PyValue value, ColumnKind? kind = null, Limits? limits = null)
    {
        limits ??= Limits.Default;
        if (DataFrame.From(value) is { } frame)
        {
            return frame;
        }

        if (Series.From(value) is { } series)
        {
            return new Table(FrameColumns.Read(series.Name.AsString() ?? "", series.Values)) { IsVector = true };
        }

        if (NDArray.From(value) is { } array)
        {
            return Features.FromArray(array);
        }

        if (ScipySparse.From(value) is { } sparse)
        {
            return new SparseMatrix(sparse.ToCsr());
        }

        if (value.As<PyList>() is { } list)
        {
            return kind is { IsRecord: true } && list.Count > 0 ? Table.OfRecords(list)
                : kind is { IsDocument: true } && list.Count > 0 && list.All(IsCell)
                    ? new Table(Column.OfCells("", [.. list])) { IsVector = true } : OfList(list, limits);
        }

        throw new ModelInputException("InputFormat",
            $"the data is a pickle of {Named(value)}; a model takes a DataFrame, an array, a sparse matrix or rows of numbers");
    }

    private static bool IsCell(PyValue value) => value.Kind is PyKind.Bool or PyKind.Int or PyKind.Float or PyKind.Str or PyKind.None;

    /// <summary>Values, or rows of them of one length.</summary>
    private static Features OfList(PyList list, Limits limits)
    {
        if (list.Count == 0)
        {
            throw new ModelInputException("InputEmpty", "the data is an empty list: it has no rows");
        }

        if (NumberLists.ToArray(list, limits) is { } numbers)
        {
            return Features.FromArray(numbers);
        }

        return list.All(IsCell) ? Vector([.. list]) : OfRows(list, limits);
    }

    private static Features OfRows(PyList list, Limits limits)
    {
        int columns = Row(list, 0).Count;
        var distinct = new HashSet<object>(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < list.Count; i++)
        {
            IReadOnlyList<PyValue> row = Row(list, i);
            if (row.Count != columns)
            {
                throw new ModelInputException("InputShape",
                    $"row {i} has {row.Count} value{(row.Count == 1 ? "" : "s")}, row 0 has {columns}");
            }

            if (distinct.Add(row)
                && row.FirstOrDefault(cell => !IsCell(cell) && cell.Reference is PyList or PyTuple or PyDict) is { IsNone: false } inner)
            {
                throw new ModelInputException("InputShape", $"row {i} holds {inner.Kind.WithArticle()}; a row holds single values");
            }
        }

        if (columns == 0)
        {
            throw new ModelInputException("InputEmpty", "the rows of the data are empty lists: there are no columns");
        }

        CellLimit.Refuse(list.Count, columns, (long)distinct.Count * columns, limits,
            "the rows are the same lists many times over");
        var cells = new PyValue[list.Count * columns];
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = Row(list, i / columns)[i % columns];
        }

        if (cells.All(cell => cell.Kind is PyKind.Bool or PyKind.Int or PyKind.Float) && OfNumbers(cells) is { } numbers)
        {
            return Features.FromArray(numbers.Reshape(list.Count, columns));
        }

        return new Table(((Table)Features.FromArray(NDArray.OfObjects([list.Count, columns], cells))).Columns) { IsListed = true };
    }

    private static IReadOnlyList<PyValue> Row(PyList list, int index) =>
        list[index].Reference is PyList or PyTuple ? (IReadOnlyList<PyValue>)list[index].Reference!
        : throw new ModelInputException("InputFormat",
            $"row {index} of the list is {Named(list[index])}; a model takes a DataFrame, an array, a sparse matrix or rows of numbers");

    private static string Named(PyValue value) =>
        IsCell(value) ? "a single value" : value.As<PyObject>()?.Class is { } type ? type.FullName : value.Kind.WithArticle();

    /// <summary>
    /// A flat list as <c>numpy.array</c> makes it: bools alone are bools, ints and bools are int64, floats beside them make float64, text
    /// makes text of all, None makes objects of all.
    /// </summary>
    private static Features Vector(PyValue[] cells)
    {
        if (cells.Any(cell => cell.IsNone))
        {
            return new Table(Column.OfCells("", cells)) { IsVector = true };
        }

        if (cells.Any(cell => cell.Kind == PyKind.Str))
        {
            return new Table(Column.OfStrings("", [.. cells.Select(cell => cell.AsString() ?? PandasArray.TextOf(cell))]))
                { IsVector = true };
        }

        return OfNumbers(cells) is { } numbers ? Features.FromArray(numbers) : new Table(Column.OfCells("", cells)) { IsVector = true };
    }

    /// <summary>Bools, ints and floats in their common kind; null where an int is none of 64 bits.</summary>
    private static NDArray? OfNumbers(PyValue[] cells)
    {
        if (cells.All(cell => cell.Kind == PyKind.Bool))
        {
            return NDArray.OfNumbers(Array.ConvertAll(cells, Number), DType.Bool);
        }

        if (cells.Any(cell => cell.Kind == PyKind.Float))
        {
            return NDArray.Of(Array.ConvertAll(cells, Number));
        }

        var whole = new long[cells.Length];
        for (int i = 0; i < cells.Length; i++)
        {
            if (cells[i].Kind == PyKind.Bool)
            {
                whole[i] = (long)Number(cells[i]);
            }
            else if (!cells[i].TryGetInt64(out whole[i]))
            {
                return null;
            }
        }

        return NDArray.Of(whole);
    }

    private static double Number(PyValue cell) => cell.TryGetDouble(out double number) ? number
        : throw new ModelInputException("InputFormat", $"the list holds {PandasArray.TextOf(cell)}, which is no float64");
}
