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

    internal CategoryColumns(EstimatorReader reader)
    {
        _className = reader.ClassName;
        _names = reader.FeatureNamesIn;
        PyValue value = reader.Value("categories_");
        if (value.As<PyList>() is not { } list)
        {
            throw reader.Unsupported("categories_ that are no list of arrays");
        }

        _columns = new CategoryColumn[list.Count];
        for (int i = 0; i < _columns.Length; i++)
        {
            NDArray categories = EstimatorReader.ArrayOf(list[i]) ?? throw reader.Unsupported($"categories_[{i}] that are no array");
            _columns[i] = new CategoryColumn(categories, string.Create(CultureInfo.InvariantCulture, $"{reader.Path}.categories_[{i}]"));
        }
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
        Features rows = x is SparseMatrix ? x.ToMatrix() : x;
        for (int c = 0; c < Count; c++)
        {
            CategoryColumn categories = _columns[c];
            Column? column = (rows as Table)?.Columns[c];
            string?[]? texts = column?.Texts;
            double[] numbers = column?.Numbers ?? (rows as Matrix)?.Values ?? [];
            (int start, int step) = column is null ? (c, Count) : (0, 1);
            for (int row = 0; row < x.RowCount; row++)
            {
                int code = texts is null ? categories.CodeOf(numbers[start + (row * step)]) : categories.CodeOf(texts[row], column!.MissingIsNaN);
                codes[(row * Count) + c] = code;
                if (code < 0 && refuseUnknown)
                {
                    PyValue value = texts is null ? numbers[start + (row * step)] : texts[row];
                    throw Unknown(c, x.ColumnNames, value, string.Create(CultureInfo.InvariantCulture, $" in row {row}"));
                }
            }
        }

        return codes;
    }

    /// <summary>The error for a value that is no category.</summary>
    internal ModelInputException Unknown(int column, IReadOnlyList<string>? names, PyValue value, string where)
    {
        CategoryColumn categories = _columns[column];
        string known = string.Join(", ", Enumerable.Range(0, Math.Min(10, categories.Count)).Select(categories.NameOf));
        string name = (names ?? _names)?.ElementAtOrDefault(column) ?? column.ToString(CultureInfo.InvariantCulture);
        return new ModelInputException("InputCategory", $"column {name} holds {Shorten(value.ToString())}{where}, which {_className} has not seen in training; it knows {categories.Count} categories: {known}{(categories.Count > 10 ? "..." : "")}");
    }

    private static string Shorten(string text) => text.Length > 60 ? text[..60] + "..." : text;
}
