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

    /// <exception cref="ModelInputException">The value is no data for a model.</exception>
    internal static Features Read(PyValue value)
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
            if (list.All(item => item.Kind == PyKind.Str))
            {
                return new Table(Column.OfText("", [.. list.Select(item => item.AsString())])) { IsVector = true };
            }

            if (list.TryGetDoubles(out ReadOnlySpan<double> numbers))
            {
                return NDArray.Of(numbers.ToArray());
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

    /// <summary>Rows of numbers alone are a matrix of them.</summary>
    private static NDArray Simplified(NDArray rows) =>
        rows.Elements().All(item => item.Kind is PyKind.Float or PyKind.Int) ? NDArray.Of(rows.ToDoubles(), rows.Shape) : rows;
}
