using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>The records in the input of a model that takes Python's own dicts, lists and sets, one a row.</summary>
internal static class Records
{
    /// <exception cref="ModelInputException">The input is a table with names or a sparse matrix, of which Python would take the names or
    /// matrices for records.</exception>
    internal static PyValue[] Of(Features x, string className) => x switch
    {
        Table { ColumnCount: 1, IsVector: true } table => table.Columns[0].ToCells(),
        Table { ColumnNames: null } table => Rows(table.RowCount, [.. table.Columns.Select(column => column.ToCells())]),
        Matrix { IsVector: true } vector => Column.OfNumbers("", vector.Values, vector.DType).ToCells(),
        Matrix { Names: null } matrix =>
            Rows(matrix.RowCount, [.. Enumerable.Range(0, matrix.ColumnCount).Select(c => ColumnOf(matrix, c))]),
        _ =>
            throw new ModelInputException("InputKind",
                $"{className} takes records, one dict or list a row, and the data is "
                    + $"{(x is SparseMatrix ? "a sparse matrix" : "a table of named columns")}: give a JSON list, or in pickles a list"),
    };

    /// <summary>What Python's <c>for</c> goes through; null for what it does not go through.</summary>
    internal static IEnumerable<PyValue>? Items(PyValue record) =>
        record.AsString() is { } text ? Characters(text)
        : Dict(record) is { } dict ? Enumerable.Range(0, dict.Count).Select(i => dict.Keys[i])
        : record.Reference is PyList or PyTuple or PySet ? (IEnumerable<PyValue>)record.Reference
        : NDArray.From(record) is { Rank: 1 } array ? array.Elements()
        : null;

    /// <summary>A dict, or an object that is one: an OrderedDict, a defaultdict, a Counter.</summary>
    internal static PyDict? Dict(PyValue record) => record.As<PyDict>() ?? record.As<PyObject>()?.DictItems;

    /// <summary>A value as Python's <c>%s</c> prints it.</summary>
    internal static string Text(PyValue value) => value.AsString() ?? value.ToString();

    internal static ModelInputException Refusal(string className, string what, int row) =>
        new("InputKind", $"{what} in row {RowNumbers.Of(row)}, which {className} does not take");

    private static PyValue[] ColumnOf(Matrix matrix, int column)
    {
        var values = new double[matrix.RowCount];
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = matrix.Row(row)[column];
        }

        return Column.OfNumbers("", values, matrix.DType).ToCells();
    }

    private static PyValue[] Rows(int count, PyValue[][] columns)
    {
        var rows = new PyValue[count];
        for (int row = 0; row < count; row++)
        {
            rows[row] = new PyValue(new PyList(columns.Select(column => column[row])));
        }

        return rows;
    }

    private static IEnumerable<PyValue> Characters(string text)
    {
        for (int i = 0; i < text.Length;)
        {
            PythonText.CodePointAt(text, i, out int length);
            yield return text.Substring(i, length);
            i += length;
        }
    }
}
