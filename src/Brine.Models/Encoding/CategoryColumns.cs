using System.Globalization;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary><c>categories_</c>: the categories of each column, and the coding of rows by them.</summary>
internal sealed class CategoryColumns
{
    private readonly CategoryColumn[] _columns;
    private readonly string _className;
    private readonly IReadOnlyList<string>? _names;
    private readonly bool _findsNumbersAmongObjects;

    internal CategoryColumns(EstimatorInfo info, IEnumerable<NDArray> categories, bool findsNumbersAmongObjects)
    {
        _className = info.ClassName;
        _names = info.FeatureNamesIn;
        _findsNumbersAmongObjects = findsNumbersAmongObjects;
        _columns = [.. categories.Select(values => new CategoryColumn(values))];
    }

    internal int Count => _columns.Length;

    internal bool AreNumeric => Array.TrueForAll(_columns, column => column.IsNumeric);

    internal CategoryColumn this[int index] => _columns[index];

    /// <summary>The codes, row by row; <see cref="CategoryColumn.Unknown"/> where a value is no category.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="refuseUnknown">True to refuse unknown values: <c>handle_unknown='error'</c>.</param>
    /// <exception cref="ModelInputException">A value is no category, and that is refused.</exception>
    internal int[] Encode(Features x, bool refuseUnknown)
    {
        var codes = new int[checked(x.RowCount * Count)];
        Matrix? matrix = x as Matrix ?? (x as SparseMatrix)?.ToMatrix();
        for (int c = 0; c < Count; c++)
        {
            var target = new CodeColumn(codes, c, Count);
            if (matrix is not null)
            {
                EncodeNumbers(target, matrix.Values.AsSpan(Math.Min(c, matrix.Values.Length)), Count, matrix.DType, x.ColumnNames);
            }
            else
            {
                RefuseUnequal((Table)x, c);
                Encode(target, ((Table)x).Columns[c], x.ColumnNames);
            }

            if (refuseUnknown)
            {
                RefuseUnknown(target, x);
            }
        }

        return codes;
    }

    /// <summary>The kind of each column, for reading data.</summary>
    internal IReadOnlyList<ColumnKind> Kinds() => [.. _columns.Select(column => ColumnKind.OfCategories(column.Values))];

    /// <summary>The error for a value that is no category.</summary>
    internal ModelInputException Unknown(int column, IReadOnlyList<string>? names, PyValue value, string where)
    {
        CategoryColumn categories = _columns[column];
        string known = string.Join(", ", Enumerable.Range(0, Math.Min(10, categories.Count)).Select(categories.Shown));
        return new ModelInputException("InputCategory",
            $"column {NameOf(column, names)} holds {ColumnCells.Show(value)}{where}, which {_className} has not seen in training; it knows "
                + $"{categories.Count} categories: {known}{(categories.Count > 10 ? "..." : "")}")
                { Column = names is null ? column : null };
    }

    /// <summary>
    /// An array of text among categories that are numbers holds none of them, and the category that Python puts in the place of what is
    /// unknown is text by then; a list is no key of a dict.
    /// </summary>
    private void RefuseUnequal(Table table, int index)
    {
        Column column = table.Columns[index];
        if (column.Length > 0 && !table.IsListed && column.DType.Kind is 'U' or 'S' && _columns[index].IsNumeric)
        {
            throw Unknown(index, table.ColumnNames, column[0], $" in row {RowNumbers.Of(0)}");
        }

        int row = column.Cells is null ? -1 : Array.FindIndex(column.Cells, cell => cell.Reference is PyList or PyDict or PySet);
        if (row >= 0)
        {
            throw new ModelInputException("InputKind",
                $"column {NameOf(index, table.ColumnNames)} holds {column.Cells![row].Kind.WithArticle()} in row {RowNumbers.Of(row)}; "
                    + $"{_className} takes single values") { Column = table.ColumnNames is null ? index : null };
        }
    }

    private void Encode(CodeColumn codes, Column column, IReadOnlyList<string>? names)
    {
        CategoryColumn categories = _columns[codes.Index];
        if (column.Numbers is { } numbers)
        {
            EncodeNumbers(codes, numbers, 1, column.DType, names);
        }
        else if (column.Texts is { } texts)
        {
            int missing = column.MissingIsNaN is null ? categories.CodeOfMissing : categories.CodeOf(column.Missing);
            for (int row = 0; row < texts.Length; row++)
            {
                codes[row] = texts[row] is { } text ? categories.CodeOf(text) : missing;
            }
        }
        else if (column.Cells is { } cells)
        {
            RefuseKind(codes.Index, column.DType, names);
            for (int row = 0; row < cells.Length; row++)
            {
                codes[row] = categories.CodeOf(cells[row]);
            }
        }
        else
        {
            RefuseKind(codes.Index, column.DType, names);
            for (int row = 0; row < column.Length; row++)
            {
                codes[row] = categories.CodeOf(TimeValues.At(column.Times!, row));
            }
        }
    }

    private void EncodeNumbers(CodeColumn codes, ReadOnlySpan<double> numbers, int step, DType dtype, IReadOnlyList<string>? names)
    {
        CategoryColumn categories = _columns[codes.Index];
        RefuseKind(codes.Index, dtype, names);
        for (int row = 0, at = 0; at < numbers.Length; row++, at += step)
        {
            codes[row] = categories.CodeOf(numbers[at]);
        }
    }

    /// <summary>
    /// An array of numbers cannot be looked up among objects or text: <c>_check_unknown</c> asks which categories are NaN, and numpy has no
    /// answer (from 0.24 on; before, numbers among objects were found).
    /// </summary>
    /// <exception cref="ModelInputException">The two are of different kinds.</exception>
    private void RefuseKind(int column, DType dtype, IReadOnlyList<string>? names)
    {
        CategoryColumn categories = _columns[column];
        bool areTimes = dtype.Kind is 'M' or 'm';
        if (dtype.Kind is 'O' or 'U' or 'S' or 'T'
            || (areTimes ? categories.IsTimes && categories.Values.DType.Kind == dtype.Kind && TimeValues.CanCompare(dtype)
                : categories.IsNumeric || (_findsNumbersAmongObjects && !categories.IsTimes)))
        {
            return;
        }

        throw new ModelInputException(
            "InputCategory",
            $"column {NameOf(column, names)} holds {dtype.Name} and {_className} was trained on "
                + $"{(categories.IsTimes ? "times" : "text or objects")} there, such as "
                + $"{(categories.Count == 0 ? "nothing" : categories.IsTimes ? categories.Shown(0) : ColumnCells.Show(categories[0]))}, "
                + "which no number equals: make the values what they were in training") { Column = names is null ? column : null };
    }

    private void RefuseUnknown(CodeColumn codes, Features x)
    {
        for (int row = 0; row < x.RowCount; row++)
        {
            if (codes[row] < 0)
            {
                PyValue value = x is Table table ? table.Columns[codes.Index][row] : x.ToMatrix().Row(row)[codes.Index];
                throw Unknown(codes.Index, x.ColumnNames, value,
                    string.Create(CultureInfo.InvariantCulture, $" in row {RowNumbers.Of(row)}"));
            }
        }
    }

    private string NameOf(int column, IReadOnlyList<string>? names) =>
        (names ?? _names)?.ElementAtOrDefault(column) ?? column.ToString(CultureInfo.InvariantCulture);

    /// <summary>One column of the codes, which lie row by row.</summary>
    private readonly struct CodeColumn(int[] codes, int index, int count)
    {
        internal int Index { get; } = index;

        internal int this[int row]
        {
            get => codes[(row * count) + Index];
            set => codes[(row * count) + Index] = value;
        }
    }
}
