using System.Globalization;
using System.Numerics;
using Brine.Pickling;

namespace Brine;

/// <summary>The cells of columns as the values that typed files hold; null where a cell is missing.</summary>
internal static class ColumnValues
{
    /// <summary>The most digits of a decimal.</summary>
    internal const int DecimalDigits = 38;

    internal static double? Double(Column column, int row)
    {
        if (column is { Numbers: { } numbers, Mask: null })
        {
            return numbers[row];
        }

        return column.IsMissing(row) ? null : Cell(column, row).TryGetDouble(out double number) ? number : throw Mixed(column.Name);
    }

    internal static bool? Bool(Column column, int row) => column.IsMissing(row) ? null : Cell(column, row).TryGetBool(out bool truth)
        ? truth : throw Mixed(column.Name);

    internal static T? Int<T>(Column column, int row)
        where T : struct, INumber<T>
    {
        if (column.IsMissing(row))
        {
            return null;
        }

        if (column is { Mask: not null, Numbers: { } numbers } && Math.Abs(numbers[row]) >= Column.FirstInexact)
        {
            throw new ModelInputException("CannotTabulate",
                $"the column '{column.Name}' may have gaps, and has in row {row} an int of over 53 bits, which is not kept to the "
                    + "last digit there: write it as CSV");
        }

        PyValue cell = Cell(column, row);
        return cell.Kind == PyKind.Int && cell.TryGetBigInteger(out BigInteger number) && number >= long.MinValue
            && number <= ulong.MaxValue ? T.CreateChecked(number) : throw Mixed(column.Name);
    }

    internal static string? Text(Column column, int row) => column.IsMissing(row) ? null : column.Texts is { } texts ? texts[row]
        : Cell(column, row).AsString() ?? throw Mixed(column.Name);

    /// <summary>A decimal as an int, given how many of its digits stand behind the point.</summary>
    internal static BigInteger? Decimal(Column column, int row, int scale)
    {
        if (column.IsMissing(row))
        {
            return null;
        }

        string text = PyDecimal.From(Cell(column, row))?.Text ?? throw Mixed(column.Name);
        string plain = text.Replace(".", "", StringComparison.Ordinal) + new string('0', Math.Max(0, scale - ScaleOf(text)));
        return ScaleOf(text) <= scale && plain.TrimStart('-').Length <= DecimalDigits
            && BigInteger.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger number) ? number
            : throw new ModelInputException("CannotTabulate",
                $"the column '{column.Name}' holds the decimal {text} in row {row}, which is none of {DecimalDigits} digits with {scale} "
                    + $"behind the point, as those before it");
    }

    /// <summary>How many digits a decimal has behind its point.</summary>
    internal static int ScaleOf(string text) => text.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? text.Length - point - 1
        : 0;

    internal static ModelInputException Mixed(string name) =>
        new("CannotTabulate",
            $"the column '{name}' holds values of several kinds, and a column of a typed table holds one: write it as CSV or JSON, or as "
                + $"a pickle");

    private static PyValue Cell(Column column, int row) => column.ElementDType is null ? column[row] : column.ElementAt(row);
}
