using System.Globalization;
using System.Text;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>The cells of a column, as a sheet has them: numbers, truths, times and text; nothing where a value is missing.</summary>
/// <remarks>A cell is written behind <c>&lt;c r="A1"</c>, with its attributes and its end.</remarks>
internal abstract class ExcelCell
{
    /// <summary>Excel's own limit of the text of a cell, in UTF-16 units.</summary>
    private const int MostCharacters = 32_767;

    /// <summary>Ints are written as numbers as long as a double, which Excel reads, is exact.</summary>
    private const long LargestExact = 1L << 53;

    internal static ExcelCell Of(Column column)
    {
        if (column.Times is { DType.Kind: 'M' } times)
        {
            return new TimeCell(column, times);
        }

        return new ValueCell(column);
    }

    /// <summary>Writes the rest of a cell; nothing where there is no value.</summary>
    internal abstract void Write(StringBuilder cell, int row);

    /// <summary>Writes a text where it stands; what XML cannot hold is written as Excel does, <c>_x0001_</c>.</summary>
    /// <exception cref="ModelInputException">The text is longer than a cell holds.</exception>
    internal static void WriteText(StringBuilder cell, string text, string what)
    {
        if (text.Length > MostCharacters)
        {
            throw new ModelInputException("CannotTabulate",
                $"{what} is a text of {text.Length} characters, and a cell of Excel holds {MostCharacters}: write the answers as .csv or "
                    + ".parquet");
        }

        cell.Append(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
        for (int i = 0; i < text.Length; i++)
        {
            char character = text[i];
            switch (character)
            {
                case '&':
                    cell.Append("&amp;");
                    break;
                case '<':
                    cell.Append("&lt;");
                    break;
                case '>':
                    cell.Append("&gt;");
                    break;
                case '\t' or '\n':
                    cell.Append(character);
                    break;
                case '_' when IsEscape(text.AsSpan(i)):
                    Escape(cell, character);
                    break;
                case var high when char.IsHighSurrogate(high) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]):
                    cell.Append(high).Append(text[++i]);
                    break;
                case < ' ' or '\uFFFE' or '\uFFFF' or (>= '\uD800' and <= '\uDFFF'):
                    Escape(cell, character);
                    break;
                default:
                    cell.Append(character);
                    break;
            }
        }

        cell.Append("</t></is></c>");
    }

    private static void Escape(StringBuilder cell, char character) =>
        cell.Append(CultureInfo.InvariantCulture, $"_x{(int)character:X4}_");

    private static bool IsEscape(ReadOnlySpan<char> text) =>
        text is ['_', 'x', _, _, _, _, '_', ..] && !text[2..6].ContainsAnyExcept("0123456789abcdefABCDEF");

    private sealed class ValueCell(Column column) : ExcelCell
    {
        internal override void Write(StringBuilder cell, int row)
        {
            if (column.IsMissing(row))
            {
                return;
            }

            PyValue value = column.ElementDType is null ? column[row] : column.ElementAt(row);
            if (value.AsString() is { } text)
            {
                WriteText(cell, text, $"row {row} of column '{column.Name}'");
            }
            else if (value.TryGetBool(out bool truth))
            {
                cell.Append(" t=\"b\"><v>").Append(truth ? '1' : '0').Append("</v></c>");
            }
            else if (value.Kind == PyKind.Int && value.TryGetInt64(out long number) && Math.Abs(number) <= LargestExact)
            {
                cell.Append("><v>").Append(number).Append("</v></c>");
            }
            else if (value.Kind == PyKind.Float && value.TryGetDouble(out double real) && double.IsFinite(real))
            {
                cell.Append(CultureInfo.InvariantCulture, $"><v>{real:R}</v></c>");
            }
            else
            {
                // Large ints, infinities, decimals, times of day: a number would not be the same.
                WriteText(cell, column.TextAt(row) ?? value.ToString(), $"row {row} of column '{column.Name}'");
            }
        }
    }

    private sealed class TimeCell(Column column, NDArray times) : ExcelCell
    {
        /// <summary>Before it, Excel counts a day that never was: the 29th of February 1900.</summary>
        private static readonly DateTime FirstDay = new(1900, 3, 1), LastDay = new(9999, 12, 31), DayZero = new(1899, 12, 30);

        private readonly long _ticksOfUnit = times.DType.Unit switch
        {
            "D" => TimeSpan.TicksPerDay,
            "h" => TimeSpan.TicksPerHour,
            "m" => TimeSpan.TicksPerMinute,
            "s" => TimeSpan.TicksPerSecond,
            "ms" => TimeSpan.TicksPerMillisecond,
            "us" => TimeSpan.TicksPerMicrosecond,
            _ => 0,
        };

        internal override void Write(StringBuilder cell, int row)
        {
            if (column.IsMissing(row))
            {
                return;
            }

            if (Serial(row) is { } serial)
            {
                cell.Append(CultureInfo.InvariantCulture, $" s=\"1\"><v>{serial:R}</v></c>");
            }
            else
            {
                WriteText(cell, TimeValues.TextAt(times, row) ?? "", $"row {row} of column '{column.Name}'");
            }
        }

        /// <summary>Days since Excel's day zero; null where they are none of Excel's, or finer than a millisecond.</summary>
        private double? Serial(int row)
        {
            if (!times[row].TryGetInt64(out long value))
            {
                return null;
            }

            Int128 ticks = times.DType.Unit == "ns" ? value / TimeSpan.NanosecondsPerTick : (Int128)value * _ticksOfUnit;
            bool isExact = times.DType.Unit == "ns" ? value % 1_000_000 == 0
                : _ticksOfUnit > 0 && ticks % TimeSpan.TicksPerMillisecond == 0;
            if (!isExact || ticks < (FirstDay - DateTime.UnixEpoch).Ticks || ticks > (LastDay - DateTime.UnixEpoch).Ticks)
            {
                return null;
            }

            return (DateTime.UnixEpoch - DayZero + TimeSpan.FromTicks((long)ticks)).TotalDays;
        }
    }
}
