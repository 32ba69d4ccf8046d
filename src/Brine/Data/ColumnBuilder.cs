using System.Globalization;
using Brine.Arrays;
using Brine.Models;

namespace Brine;

/// <summary>Makes a typed column of the texts of a file, as <c>pandas.read_csv</c> does: ints, floats, bools, text; empty and NA are missing.</summary>
internal sealed class ColumnBuilder(string name, bool asText = false)
{
    private static readonly HashSet<string> Missing =
        ["", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null"];

    private readonly List<string?> _texts = [];

    internal string Name => name;

    /// <summary>True for the words that pandas takes for a missing value.</summary>
    internal static bool IsMissing(string text) => Missing.Contains(text);

    internal void Add(string? text) => _texts.Add(!asText && (text is null || Missing.Contains(text)) ? null : text);

    internal Column Build() => asText ? Column.OfText(name, [.. _texts]) : TryNumbers() ?? TryBools() ?? Column.OfText(name, [.. _texts]);

    private Column? TryNumbers()
    {
        var numbers = new double[_texts.Count];
        bool isInteger = true;
        for (int row = 0; row < numbers.Length; row++)
        {
            if (_texts[row] is not { } text)
            {
                numbers[row] = double.NaN;
                isInteger = false;
                continue;
            }

            ReadOnlySpan<char> trimmed = text.AsSpan().Trim();
            if (!double.TryParse(trimmed, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out numbers[row]))
            {
                return null;
            }

            isInteger &= !trimmed.ContainsAny('.', 'e', 'E') && Math.Abs(numbers[row]) < 9e15 && !trimmed.ContainsAny("nNf∞");
        }

        return Column.OfNumbers(name, numbers, isInteger && numbers.Length > 0 ? DType.Int64 : DType.Float64);
    }

    private Column? TryBools()
    {
        var numbers = new double[_texts.Count];
        for (int row = 0; row < numbers.Length; row++)
        {
            bool? value = _texts[row] switch { "True" or "TRUE" or "true" => true, "False" or "FALSE" or "false" => false, _ => null };
            if (value is null)
            {
                return null;
            }

            numbers[row] = value.Value ? 1 : 0;
        }

        return Column.OfNumbers(name, numbers, DType.Bool);
    }
}
