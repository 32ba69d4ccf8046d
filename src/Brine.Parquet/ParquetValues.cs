using System.Globalization;
using System.Numerics;
using Brine.Arrays;
using Brine.Pickling;
using Parquet.Data;

namespace Brine;

/// <summary>The cells of columns as the values that Parquet.Net writes; null where a cell is missing.</summary>
internal static class ParquetValues
{
    internal static double? Double(Column column, int row)
    {
        if (column is { Numbers: { } numbers, Mask: null })
        {
            return numbers[row];
        }

        return column.IsMissing(row) ? null : Cell(column, row).TryGetDouble(out double number) ? number : throw Mixed(column.Name);
    }

    internal static bool? Bool(Column column, int row) => column.IsMissing(row) ? null : Cell(column, row).TryGetBool(out bool truth) ? truth : throw Mixed(column.Name);

    internal static T? Int<T>(Column column, int row)
        where T : struct, INumber<T>
    {
        if (column.IsMissing(row))
        {
            return null;
        }

        PyValue cell = Cell(column, row);
        return cell.Kind == PyKind.Int && cell.TryGetBigInteger(out BigInteger number) && number >= BigInteger.CreateTruncating(long.MinValue) && number <= ulong.MaxValue
            ? T.CreateChecked(number) : throw Mixed(column.Name);
    }

    internal static ReadOnlyMemory<char>? Text(Column column, int row) => column.IsMissing(row) ? default(ReadOnlyMemory<char>?)
        : (column.Texts is { } texts ? texts[row] : Cell(column, row).AsString()) is { } text ? text.AsMemory() : throw Mixed(column.Name);

    internal static DateTime? Time(Column column, int row)
    {
        if (column.IsMissing(row))
        {
            return null;
        }

        if (column.Times is not { } times || TimeValues.At(times, row) is not { } nanoseconds)
        {
            throw Mixed(column.Name);
        }

        Int128 ticks = (nanoseconds / 100) + DateTime.UnixEpoch.Ticks;
        return nanoseconds % 100 == 0 && ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTime((long)ticks, DateTimeKind.Utc)
            : throw new ModelInputException("CannotTabulate", $"the column '{column.Name}' holds a time of {nanoseconds} ns since 1970 in row {row}; Parquet is written with times of the years 1 to 9999, to 100 ns");
    }

    internal static BigDecimal? Decimal(Column column, int row, int digits, int scale)
    {
        if (column.IsMissing(row))
        {
            return null;
        }

        string text = PyDecimal.From(Cell(column, row))?.Text ?? throw Mixed(column.Name);
        string plain = text.Replace(".", "", StringComparison.Ordinal) + new string('0', Math.Max(0, scale - ScaleOf(text)));
        return ScaleOf(text) <= scale && plain.Length <= digits && BigInteger.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger number)
            ? new BigDecimal(number, digits, scale)
            : throw new ModelInputException("CannotTabulate", $"the column '{column.Name}' holds the decimal {text} in row {row}, which is none of {digits} digits with {scale} behind the point, as those before it");
    }

    /// <summary>How many digits a decimal has behind its point.</summary>
    internal static int ScaleOf(string text) => text.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? text.Length - point - 1 : 0;

    internal static ModelInputException Mixed(string name) =>
        new("CannotTabulate", $"the column '{name}' holds values of several kinds, and a column of Parquet holds one: write it as CSV or JSON, or as a pickle");

    private static PyValue Cell(Column column, int row) => column.ElementDType is null ? column[row] : column.ElementAt(row);
}
