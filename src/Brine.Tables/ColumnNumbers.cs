using System.Globalization;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tables;

/// <summary>Columns as numbers, as numpy's <c>asarray(frame).astype(float64)</c> makes them.</summary>
internal static class ColumnNumbers
{
    /// <summary>The numbers of a column: True and False are 1 and 0, None and NaN are NaN, the text of a number is that number.</summary>
    /// <exception cref="ModelInputException">A cell is no number.</exception>
    internal static double[] Of(Column column, int index)
    {
        if (column.Numbers is { } known)
        {
            return known;
        }

        var numbers = new double[column.Length];
        if (column.Texts is { } texts)
        {
            for (int row = 0; row < texts.Length; row++)
            {
                numbers[row] = texts[row] is not { } text ? double.NaN
                    : NumberText.TryReadFloat(text, out double number) ? number : throw NotANumber(column, index, row, text);
            }

            return numbers;
        }

        for (int row = 0; row < numbers.Length; row++)
        {
            PyValue cell = column.Cells is { } cells ? cells[row] : throw NotANumber(column, index, row, column[row]);
            if (!CellNumbers.TryRead(cell, out numbers[row]))
            {
                throw NotANumber(column, index, row, cell);
            }
        }

        return numbers;
    }

    /// <summary>
    /// The dtype that scikit-learn gives an array of all columns: numpy's <c>result_type</c>, where bools are the smallest of all numbers;
    /// float64 where a column is none of numbers, into which models turn arrays of objects.
    /// </summary>
    internal static DType CommonType(IReadOnlyList<Column> columns)
    {
        DType? common = null;
        foreach (Column column in columns)
        {
            DType dtype = column.DType;
            if (dtype.Kind is not ('f' or 'i' or 'u' or 'b'))
            {
                return DType.Float64;
            }

            common = common is null ? dtype : Promote(common, dtype);
        }

        return common ?? DType.Float64;
    }

    /// <summary>numpy's <c>result_type</c> of numeric dtypes; float64 where there is none.</summary>
    internal static DType CommonType(IEnumerable<DType> types)
    {
        DType? common = null;
        foreach (DType type in types)
        {
            DType numeric = type.Kind is 'f' or 'i' or 'u' or 'b' ? type : DType.Float64;
            common = common is null ? numeric : Promote(common, numeric);
        }

        return common ?? DType.Float64;
    }

    /// <summary>The name of a column for a message: its own, or its place.</summary>
    internal static string NameOf(Column column, int index) =>
        column.Name.Length > 0 ? $"'{column.Name}'" : index.ToString(CultureInfo.InvariantCulture);

    private static DType Promote(DType left, DType right)
    {
        if (left.Kind == right.Kind)
        {
            return left.ItemSize >= right.ItemSize ? left : right;
        }

        if (left.Kind == 'b' || right.Kind == 'b')
        {
            return left.Kind == 'b' ? right : left;
        }

        if (left.Kind == 'f' || right.Kind == 'f')
        {
            (DType real, DType whole) = left.Kind == 'f' ? (left, right) : (right, left);
            int needed = whole.ItemSize switch { 1 => 2, 2 => 4, _ => 8 };
            return needed <= real.ItemSize ? real : needed == 4 ? DType.Float32 : DType.Float64;
        }

        (int signed, int unsigned) = left.Kind == 'i' ? (left.ItemSize, right.ItemSize) : (right.ItemSize, left.ItemSize);
        return unsigned == 8 ? DType.Float64 : DType.Parse("i" + Math.Max(signed, unsigned * 2));
    }

    private static ModelInputException NotANumber(Column column, int index, int row, PyValue cell)
    {
        string what = cell.Kind == PyKind.Str && column.Times is null ? "the text " + ColumnCells.Show(cell) : ColumnCells.Show(cell);
        return new ModelInputException("InputText",
            $"column {NameOf(column, index)} holds {what} in row {RowNumbers.Of(row)} where the model needs a number")
            { Column = column.Name.Length > 0 ? null : index };
    }
}
