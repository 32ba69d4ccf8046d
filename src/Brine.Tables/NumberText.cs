using System.Globalization;

namespace Brine.Tables;

/// <summary>Numbers as text.</summary>
internal static class NumberText
{
    private const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Reads what Python's <c>float</c> reads: white space around it, underscores between digits, <c>inf</c>, <c>infinity</c>,
    /// <c>nan</c>.</summary>
    internal static bool TryReadFloat(string text, out double number)
    {
        ReadOnlySpan<char> trimmed = text.AsSpan().Trim();
        if (TryReadWord(trimmed, out number))
        {
            return true;
        }

        if (!trimmed.Contains('_'))
        {
            return TryReadDigits(trimmed, out number);
        }

        for (int i = 0; i < trimmed.Length; i++)
        {
            if (trimmed[i] == '_'
                && (i == 0 || i == trimmed.Length - 1 || !char.IsAsciiDigit(trimmed[i - 1]) || !char.IsAsciiDigit(trimmed[i + 1])))
            {
                return false;
            }
        }

        return TryReadDigits(trimmed.ToString().Replace("_", "", StringComparison.Ordinal), out number);
    }

    /// <summary>Digits with a sign, a point and an exponent, and nothing else that .NET would take for a number.</summary>
    internal static bool TryReadDigits(ReadOnlySpan<char> text, out double number)
    {
        number = 0;
        return text.Length > 0 && (char.IsAsciiDigit(text[^1]) || text[^1] == '.')
            && double.TryParse(text, Styles, CultureInfo.InvariantCulture, out number);
    }

    /// <inheritdoc cref="TryReadDigits(ReadOnlySpan{char}, out double)"/>
    internal static bool TryReadDigits(ReadOnlySpan<byte> text, out double number) => FloatParser.TryParse(text, out number);

    /// <summary>Reads <c>inf</c>, <c>infinity</c> and <c>nan</c> in any case, with a sign or none.</summary>
    internal static bool TryReadWord(ReadOnlySpan<char> text, out double number)
    {
        number = 0;
        bool isNegative = text.Length > 0 && text[0] == '-';
        ReadOnlySpan<char> word = text.Length > 0 && text[0] is '-' or '+' ? text[1..] : text;
        if (word.Equals("nan", StringComparison.OrdinalIgnoreCase))
        {
            ColumnCells.NaN.TryGetDouble(out number);
            return true;
        }

        if (word.Equals("inf", StringComparison.OrdinalIgnoreCase) || word.Equals("infinity", StringComparison.OrdinalIgnoreCase))
        {
            number = isNegative ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }

        return false;
    }
}
