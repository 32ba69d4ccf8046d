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

    internal int Count => _classes.Count;

    /// <summary>The codes of labels; <see cref="CategoryColumn.Unknown"/> where one is no class.</summary>
    /// <exception cref="ModelInputException">A label is no class and <paramref name="refuseUnknown"/> is set, or there are several columns.</exception>
    internal int[] Encode(Features x, bool refuseUnknown)
    {
        Features labels = x is SparseMatrix ? x.ToMatrix() : x;
        if (labels.ColumnCount != 1)
        {
            throw new ModelInputException("InputFeatures", $"the data has {labels.ColumnCount} columns and {_className} takes one, the labels");
        }

        Column? column = (labels as Table)?.Columns[0];
        double[] numbers = column?.Numbers ?? (labels as Matrix)?.Values ?? [];
        var codes = new int[labels.RowCount];
        for (int row = 0; row < codes.Length; row++)
        {
            codes[row] = column?.Texts is { } texts ? _classes.CodeOf(texts[row], column.MissingIsNaN) : _classes.CodeOf(numbers[row]);
            if (codes[row] < 0 && refuseUnknown)
            {
                PyValue value = column?.Texts is { } all ? all[row] : numbers[row];
                string known = string.Join(", ", Labels.Names.Take(10));
                throw new ModelInputException("InputCategory", $"the label {value} in row {row} is not among the {Count} that {_className} knows: {known}{(Count > 10 ? "..." : "")}");
            }
        }

        return codes;
    }
}
