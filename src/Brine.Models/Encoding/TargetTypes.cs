namespace Brine.Models;

/// <summary>scikit-learn's <c>type_of_target</c>: the answers of a LabelBinarizer depend on how many different labels it is asked
/// about.</summary>
internal static class TargetTypes
{
    /// <summary>The type of labels.</summary>
    /// <exception cref="ModelInputException">There are none, one is missing, they are fractions, or several columns of more than two
    /// values.</exception>
    internal static TargetType Of(Features labels, string className)
    {
        if (labels.RowCount == 0)
        {
            throw new ModelInputException("InputEmpty", $"there are no labels; {className} takes at least one");
        }

        return labels.ColumnCount == 1 ? OfColumn(labels, className) : OfColumns(labels, className);
    }

    private static TargetType OfColumn(Features labels, string className)
    {
        if (labels is Table { Columns: [{ Cells: not null } mixed] })
        {
            throw new ModelInputException("InputKind",
                $"the labels are objects, such as {ColumnCells.Show(mixed[0])}; {className} takes text, or numbers of one dtype");
        }

        if (labels is Table { Columns: [{ Texts: { } texts }] })
        {
            int missing = Array.IndexOf(texts, null);
            return missing >= 0 ? throw Missing(missing, className)
                : texts.Distinct().Count() > 2 ? TargetType.Multiclass : TargetType.Binary;
        }

        double[] numbers = labels.ToMatrix().Values;
        for (int row = 0; row < numbers.Length; row++)
        {
            if (!double.IsInteger(numbers[row]))
            {
                throw double.IsNaN(numbers[row]) ? Missing(row, className)
                    : new ModelInputException("InputCategory",
                        $"the label {numbers[row]} in row {RowNumbers.Of(row)} is no whole number; {className} takes labels, not "
                            + "measurements");
            }
        }

        return numbers.Distinct().Count() > 2 ? TargetType.Multiclass : TargetType.Binary;
    }

    private static TargetType OfColumns(Features labels, string className)
    {
        if (labels is not Table table || table.Columns.All(column => column.Numbers is not null))
        {
            // A sparse matrix may store one value beside zero.
            double[] values = labels is SparseMatrix { Csr: { } csr } ? csr.Data[..csr.Starts[^1]] : labels.ToMatrix().Values;
            int most = labels is SparseMatrix && !values.Contains(0) ? 1 : 2;
            if (Array.TrueForAll(values, double.IsInteger) && values.Distinct().Count() <= most)
            {
                return TargetType.Multilabel;
            }
        }

        throw new ModelInputException("InputShape",
            $"the labels stand in {labels.ColumnCount} columns of more than two values; {className} takes one column, or one of zeros and "
                + "ones for each class");
    }

    private static ModelInputException Missing(int row, string className) =>
        new("InputMissing", $"the label in row {RowNumbers.Of(row)} is missing; {className} takes none such");
}
