using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tables;

/// <summary>Making columns.</summary>
public sealed partial class Column
{
    /// <summary>From this int on, a double stands for more than one of them.</summary>
    internal const double FirstInexact = 1L << 53;

    /// <summary>A column of numbers.</summary>
    /// <param name="name">The name.</param>
    /// <param name="values">The numbers, not copied; bools are 0 and 1; NaN where a float is missing.</param>
    /// <param name="dtype">A dtype of floats, ints or bools; float64 when left out.</param>
    public static Column OfNumbers(string name, double[] values, DType? dtype = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(name, dtype ?? DType.Float64) { Numbers = values };
    }

    /// <summary>A column of one of pandas' nullable dtypes, or of categories with a gap: numpy makes float64 of them where it makes no
    /// objects.</summary>
    /// <param name="name">The name.</param>
    /// <param name="values">The numbers, not copied; bools are 0 and 1.</param>
    /// <param name="dtype">The dtype of single values.</param>
    /// <param name="mask">True where a value is missing.</param>
    /// <param name="isNullable">False for categories, of which a missing one is NaN and not <c>pandas.NA</c>.</param>
    internal static Column OfMasked(string name, double[] values, DType dtype, bool[] mask, bool isNullable = true)
    {
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = mask[row] ? double.NaN : values[row];
        }

        return new(name, DType.Float64) { Numbers = values, IsNullable = isNullable, ElementDType = dtype, Mask = mask };
    }

    /// <summary>A column of ints of which some are larger than a double holds.</summary>
    internal static Column OfInts(string name, PyValue[] cells, DType dtype) => new(name, dtype) { Cells = cells };

    /// <summary>A column of text.</summary>
    /// <param name="name">The name.</param>
    /// <param name="values">The texts, not copied; null where one is missing.</param>
    /// <param name="missingIsNaN">True when a missing text is NaN in Python, false when it is None, null for what it was in
    /// training.</param>
    public static Column OfText(string name, string?[] values, bool? missingIsNaN = null) =>
        OfText(name, values, DType.Object, missingIsNaN);

    /// <summary>A column of numpy's text of a fixed width, which <c>numpy.array</c> makes of a list with text in it.</summary>
    internal static Column OfStrings(string name, string[] values) =>
        OfText(name, values, DType.Parse("U" + Math.Max(1, values.Max(text => text.EnumerateRunes().Count()))), missingIsNaN: false);

    /// <summary>A column of Python's objects, as an object column of pandas or an object array of numpy: each cell keeps its
    /// kind.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cells">The cells, not copied.</param>
    public static Column OfCells(string name, PyValue[] cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        return ColumnCells.TryTexts(cells, out string?[] texts, out bool missingIsNaN)
            ? OfText(name, texts, DType.Object, missingIsNaN)
            : new(name, DType.Object) { Cells = cells };
    }

    /// <summary>A column of the elements of an array of one dimension: of numbers, bools, text, times or objects.</summary>
    /// <param name="name">The name.</param>
    /// <param name="values">The array.</param>
    /// <exception cref="ModelInputException">The elements are of another kind: records, complex numbers...</exception>
    public static Column OfArray(string name, NDArray values)
    {
        ArgumentNullException.ThrowIfNull(values);
        switch (values.DType.Kind)
        {
            case 'f' or 'b':
                return OfNumbers(name, values.ToDoubles(), values.DType);
            case 'i' or 'u':
                double[] numbers = values.ToDoubles();
                return values.DType.ItemSize == 8 && Array.Exists(numbers, number => Math.Abs(number) >= FirstInexact)
                    ? new(name, values.DType) { Cells = [.. values.Elements()] }
                    : OfNumbers(name, numbers, values.DType);
            case 'M' or 'm' when TimeValues.CanCompare(values.DType):
                return new(name, values.DType) { Times = values };
            case 'U' or 'S' or 'T':
                return OfText(name, values.ToStrings(), values.DType, missingIsNaN: false);
            case 'O':
                return OfCells(name, [.. values.Elements().Select(ColumnCells.Open)]);
            default:
                throw new ModelInputException("InputFormat",
                    $"the data holds {values.DType.Name}, which no model takes; it takes numbers, bools, text and times");
        }
    }

    /// <summary>The same cells as Python's objects: what a column becomes when numpy makes an object array of a table.</summary>
    /// <param name="missing">What a missing text is, where the column does not know.</param>
    internal Column ToObjects(PyValue? missing = null) =>
        Texts is not null && MissingIsNaN is null && missing is { } mark ? OfText(Name, Texts, DType, !mark.IsNone)
        : IsObject ? this : new(Name, DType.Object) { Cells = ToCells() };

    private static Column OfText(string name, string?[] values, DType dtype, bool? missingIsNaN)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(name, dtype) { Texts = values, MissingIsNaN = missingIsNaN };
    }
}
