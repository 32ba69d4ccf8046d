using Brine.Arrays;
using Brine.Containers;
using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>Reads what a model is asked about out of a pickle: a frame, a series, an array, a sparse matrix, a list of rows.</summary>
internal static class PickledFeatures
{
    /// <summary>True for compressed bytes and for pickles of protocol 2 and later; older ones look like text, and DataFile takes text for CSV.</summary>
    internal static bool IsPickle(ReadOnlySpan<byte> bytes) =>
        Detector.DetectCodec(bytes) != Codec.None || (Detector.DetectFormat(bytes) == FileFormat.Pickle && (bytes[0] == 0x80 || bytes[^1] == (byte)'.'));

    /// <param name="value">The value.</param>
    /// <param name="isDocuments">True for a model that takes documents, which looks at the items of a list one by one.</param>
    /// <exception cref="ModelInputException">The value is no data for a model.</exception>
    internal static Features Read(PyValue value, bool isDocuments = false)
    {
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

        if (value.As<PyList>() is { Count: > 0 } list)
        {
            if (list.TryGetDoubles(out ReadOnlySpan<double> numbers))
            {
                return NDArray.Of(numbers.ToArray());
            }

            if (list.All(item => item.Kind is PyKind.Bool or PyKind.Int or PyKind.Float or PyKind.Str or PyKind.None))
            {
                return isDocuments ? new Table(Column.OfCells("", [.. list])) { IsVector = true } : Vector([.. list]);
            }

            // One row may stand in the list many times over.
            if (list[0].Reference is IReadOnlyCollection<PyValue> first && (long)list.Count * first.Count > Array.MaxLength / 16)
            {
                throw new PickleLimitException("LimitGraphExpansion", $"a table of {list.Count} rows of {first.Count} values is over the limit");
            }

            PyValue[][] rows = [.. list.Select(row => row.Reference is IReadOnlyList<PyValue> items ? items.ToArray() : [])];
            if (rows[0].Length > 0 && rows.All(row => row.Length == rows[0].Length))
            {
                return Features.FromArray(Simplified(NDArray.OfObjects([rows.Length, rows[0].Length], [.. rows.SelectMany(row => row)])));
            }
        }

        string what = value.As<PyObject>()?.Class is { } type ? type.FullName : value.Kind.ToString().ToLowerInvariant();
        throw new ModelInputException("InputFormat", $"the data is a pickle of a {what}; a model takes a DataFrame, an array, a sparse matrix or rows of numbers");
    }

    /// <summary>
    /// A flat list as <c>numpy.array</c> makes it: bools alone are bools, ints and bools are int64, floats beside them make float64, text makes
    /// text of all, None makes objects of all.
    /// </summary>
    private static Features Vector(PyValue[] cells)
    {
        if (cells.Any(cell => cell.IsNone))
        {
            return new Table(Column.OfCells("", cells)) { IsVector = true };
        }

        if (cells.Any(cell => cell.Kind == PyKind.Str))
        {
            return new Table(Column.OfStrings("", [.. cells.Select(cell => cell.AsString() ?? PandasArray.TextOf(cell))])) { IsVector = true };
        }

        if (cells.All(cell => cell.Kind == PyKind.Bool))
        {
            return Features.FromArray(NDArray.OfNumbers(Array.ConvertAll(cells, Number), DType.Bool));
        }

        if (cells.Any(cell => cell.Kind == PyKind.Float))
        {
            return Features.FromArray(NDArray.Of(Array.ConvertAll(cells, Number)));
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
                return new Table(Column.OfCells("", cells)) { IsVector = true };
            }
        }

        return Features.FromArray(NDArray.Of(whole));
    }

    private static double Number(PyValue cell) => cell.TryGetDouble(out double number) ? number
        : throw new ModelInputException("InputFormat", $"the list holds {PandasArray.TextOf(cell)}, which is no float64");

    /// <summary>Rows of numbers alone are a matrix of them.</summary>
    private static NDArray Simplified(NDArray rows) =>
        rows.Elements().All(item => item.Kind is PyKind.Float or PyKind.Int) ? NDArray.Of(rows.ToDoubles(), rows.Shape) : rows;
}
