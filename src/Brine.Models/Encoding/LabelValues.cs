using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary><c>classes_</c> of a label encoder, and the labels that are given to it: a table or a matrix of one column.</summary>
internal sealed class LabelValues
{
    private readonly CategoryColumn _classes;
    private readonly string _className;

    internal LabelValues(Labels classes, string className)
    {
        _classes = new CategoryColumn(classes.Values);
        _className = className;
        Labels = classes;
    }

    internal Labels Labels { get; }

    /// <summary>What is known of labels, for reading data.</summary>
    internal ColumnKind Kind => ColumnKind.OfCategories(_classes.Values);

    internal int Count => _classes.Count;

    /// <summary>The codes of labels; <see cref="CategoryColumn.Unknown"/> where one is no class.</summary>
    /// <exception cref="ModelInputException">A label is no class and <paramref name="refuseUnknown"/> is set, or there are several
    /// columns.</exception>
    internal int[] Encode(Features x, bool refuseUnknown, bool cast = false)
    {
        Features labels = x is SparseMatrix ? x.ToMatrix() : x;
        if (labels.ColumnCount != 1)
        {
            throw new ModelInputException("InputFeatures",
                $"the data has {labels.ColumnCount} columns and {_className} takes one, the labels");
        }

        Column column = labels is Table table ? table.Columns[0] : Column.OfNumbers("", ((Matrix)labels).Values, ((Matrix)labels).DType);
        var codes = new int[labels.RowCount];
        for (int row = 0; row < codes.Length; row++)
        {
            codes[row] = column.Times is { } times ? _classes.CodeOf(TimeValues.At(times, row))
                : _classes.CodeOf(cast ? Cast(column[row], row, column.DType.Kind == 'O') : column[row]);
            if (codes[row] < 0 && refuseUnknown)
            {
                string known = string.Join(", ", Labels.Names.Take(10));
                throw new ModelInputException("InputCategory",
                    $"the label {ColumnCells.Show(column[row])} in row {RowNumbers.Of(row)} is not among the {Count} that {_className} "
                        + $"knows: {known}{(Count > 10 ? "..." : "")}");
            }
        }

        return codes;
    }

    /// <summary>A label in the dtype of the classes, as <c>column_or_1d(y, dtype=classes_.dtype)</c> makes it.</summary>
    private PyValue Cast(PyValue label, int row, bool isObject)
    {
        DType dtype = _classes.Values.DType;
        string? text = label.AsString();
        switch (dtype.Kind)
        {
            case 'U':
                return Shorten(text ?? PandasArray.TextOf(label), dtype.ItemSize / sizeof(int));
            case 'b' when text is not null && isObject:
                return text.Length > 0;
            case 'b' when text is not null:
                // numpy 1 reads an int, numpy 2 asks whether there is any text: it is clear where both say True.
                return NumberText.TryReadFloat(text, out double flag) && flag != 0 ? true : throw NotThat(label, row);
            case 'i' or 'u' when text is not null && text.AsSpan().ContainsAny(".eEnN"):
                throw NotThat(label, row);
            case 'i' or 'u' or 'f' when text is not null:
                return NumberText.TryReadFloat(text, out double read) ? NumpyPrecision.Cast(read, dtype) : throw NotThat(label, row);
            case 'i' or 'u' when label.TryGetDouble(out double number):
                return !double.IsFinite(number) ? throw NotThat(label, row)
                    : dtype.ItemSize < sizeof(long) ? (long)NumpyPrecision.Cast(number, dtype)
                    : label.Kind == PyKind.Float ? (long)Math.Truncate(number) : label;
            case 'f' when label.TryGetDouble(out double real):
                return NumpyPrecision.Round(real, dtype);
            case 'b' when label.TryGetDouble(out double truth):
                return truth != 0;
            default:
                return label;
        }
    }

    /// <summary>numpy's text of a fixed width holds that many characters.</summary>
    private static string Shorten(string text, int width)
    {
        int end = 0;
        for (int count = 0; count < width && end < text.Length; count++)
        {
            PythonText.CodePointAt(text, end, out int length);
            end += length;
        }

        return text[..end];
    }

    private ModelInputException NotThat(PyValue label, int row) =>
        new("InputCategory",
            $"the label {ColumnCells.Show(label)} in row {RowNumbers.Of(row)} is no {_classes.Values.DType.Name}, which the labels of "
                + $"{_className} are");
}
