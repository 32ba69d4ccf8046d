using System.Globalization;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>The cells of a sheet as a column: a number without a fraction is an int, as pandas has it; dates are times where all cells
/// are some.</summary>
internal static class ExcelColumn
{
    internal static Column Of(string name, object?[] values)
    {
        if (values.Any(value => value is DateTime) && values.All(value => value is DateTime or null))
        {
            return Column.OfArray(name,
                TimeValues.Of([.. values.Select(value => value is DateTime time ? TimeValues.Nanoseconds(name, time) : long.MinValue)],
                    DType.Parse("<M8[ns]")));
        }

        PyValue[] cells = Array.ConvertAll(values, Cell);
        bool[] isMissing = Array.ConvertAll(cells, cell => cell.IsNone);
        PyValue[] known = [.. cells.Where(cell => !cell.IsNone)];
        if (isMissing.Contains(true) && known.Length > 0 && (known.All(cell => cell.Kind == PyKind.Int)
            || known.All(cell => cell.Kind == PyKind.Bool)))
        {
            // Their kind is kept beside the gap.
            return Column.OfMasked(name,
                [.. cells.Select(cell => cell.TryGetDouble(out double number) ? number : cell.TryGetBool(out bool truth) && truth ? 1 : 0)],
                    known[0].Kind == PyKind.Int ? DType.Int64 : DType.Bool, isMissing, isNullable: false);
        }

        return known.Length == 0 ? Column.OfNumbers(name, [.. cells.Select(_ => double.NaN)])
            : known.All(cell => cell.Kind == PyKind.Str) ? Column.OfText(name, [.. cells.Select(cell => cell.AsString())])
            : CellColumn.Of(name, cells, ColumnCells.NaN);
    }

    /// <summary>A cell; None where it is empty or one of the words for it.</summary>
    internal static PyValue Cell(object? value) => value switch
    {
        null => PyValue.None,
        bool truth => truth,
        int number => number,
        double number => double.IsInteger(number) && Math.Abs(number) < Column.FirstInexact ? (PyValue)(long)number : number,
        string text => MissingWords.Contains(text) ? PyValue.None : (PyValue)text,
        DateTime time => time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss.FFFFFF",
            CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
