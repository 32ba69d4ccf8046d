using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary><c>classes_</c> of a label encoder, and the labels that are given to it: a table or a matrix of one column.</summary>
internal sealed class LabelValues
{
    private readonly CategoryColumn _classes;
    private readonly string _className;

    internal LabelValues(EstimatorReader reader)
    {
        NDArray classes = reader.Array("classes_");
        _classes = new CategoryColumn(classes, reader.Path + ".classes_");
        _className = reader.ClassName;
        Labels = new Labels(classes);
    }

    internal Labels Labels { get; }

    /// <summary>What is known of labels, for reading data.</summary>
    internal ColumnKind Kind => ColumnKind.OfCategories(_classes.Values);

    internal int Count => _classes.Count;

    /// <summary>The codes of labels; <see cref="CategoryColumn.Unknown"/> where one is no class.</summary>
    /// <exception cref="ModelInputException">A label is no class and <paramref name="refuseUnknown"/> is set, or there are several columns.</exception>
    internal int[] Encode(Features x, bool refuseUnknown, bool cast = false)
    {
        Features labels = x is SparseMatrix ? x.ToMatrix() : x;
        if (labels.ColumnCount != 1)
        {
            throw new ModelInputException("InputFeatures", $"the data has {labels.ColumnCount} columns and {_className} takes one, the labels");
        }

        Column column = labels is Table table ? table.Columns[0] : Column.OfNumbers("", ((Matrix)labels).Values, ((Matrix)labels).DType);
        var codes = new int[labels.RowCount];
        for (int row = 0; row < codes.Length; row++)
        {
            codes[row] = column.Times is { } times ? _classes.CodeOf(TimeValues.At(times, row)) : _classes.CodeOf(cast ? Cast(column[row], row) : column[row]);
            if (codes[row] < 0 && refuseUnknown)
            {
                string known = string.Join(", ", Labels.Names.Take(10));
                throw new ModelInputException("InputCategory", $"the label {ColumnCells.Show(column[row])} in row {row} is not among the {Count} that {_className} knows: {known}{(Count > 10 ? "..." : "")}");
            }
        }

        return codes;
    }

    /// <summary>A label in the dtype of the classes, as <c>column_or_1d(y, dtype=classes_.dtype)</c> makes it.</summary>
    private PyValue Cast(PyValue label, int row)
    {
        char kind = _classes.Values.DType.Kind;
        switch (kind)
        {
            case 'U' when label.AsString() is null:
                return PandasArray.TextOf(label);
            case 'i' or 'u' or 'f' or 'b' when label.AsString() is { } text:
                return NumberText.TryReadFloat(text, out double read) ? read : throw NotThat(label, row);
            case 'i' or 'u' when label.TryGetDouble(out double number):
                return double.IsFinite(number) ? label.Kind == PyKind.Float ? (long)Math.Truncate(number) : label : throw NotThat(label, row);
            case 'b' when label.TryGetDouble(out double truth):
                return truth != 0;
            default:
                return label;
        }
    }

    private ModelInputException NotThat(PyValue label, int row) =>
        new("InputCategory", $"the label {ColumnCells.Show(label)} in row {row} is no {_classes.Values.DType.Name}, which the labels of {_className} are");
}
