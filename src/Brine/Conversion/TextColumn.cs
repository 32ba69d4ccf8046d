using System.Globalization;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>What the fields of a CSV are taken for, by <c>pandas.read_csv</c> and here: a column of ints, floats or bools where all of them are, else text.</summary>
internal static class TextColumn
{
    /// <summary>The column of these fields.</summary>
    internal static PandasArray Read(IReadOnlyList<string> fields) => KindOf(fields) switch
    {
        'i' => PandasArray.Of([.. fields.Select(field => long.Parse(field.AsSpan().Trim(), CultureInfo.InvariantCulture))]),
        'f' => PandasArray.Of(Floats(fields)),
        'b' => PandasArray.Of([.. fields.Select(field => Bool(field) == true)]),
        _ => PandasArray.OfText([.. fields.Select(field => ColumnBuilder.IsMissing(field) ? null : field)]),
    };

    /// <summary>All fields of a row are numbers: a line of data, not of names.</summary>
    internal static bool IsNumbers(IReadOnlyList<string> fields) => fields.All(field => TryFloat(field, out _));

    /// <summary><c>i</c>, <c>f</c>, <c>b</c> as in numpy, or <c>t</c> for text.</summary>
    internal static char KindOf(IEnumerable<string> fields)
    {
        bool isInt = true, isFloat = true, isBool = true;
        int rows = 0;
        foreach (string field in fields)
        {
            rows++;
            bool isMissing = ColumnBuilder.IsMissing(field);
            isInt = isInt && !isMissing && long.TryParse(field.AsSpan().Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
            isFloat = isFloat && (isMissing || TryFloat(field, out _));
            isBool = isBool && Bool(field) is not null;
            if (!isFloat && !isBool)
            {
                return 't';
            }
        }

        return rows == 0 ? 't' : isInt ? 'i' : isFloat ? 'f' : 'b';
    }

    internal static double[] Floats(IReadOnlyList<string> fields) => [.. fields.Select(field => TryFloat(field, out double number) ? number : double.NaN)];

    private static bool? Bool(string field) => field switch { "True" or "TRUE" or "true" => true, "False" or "FALSE" or "false" => false, _ => null };

    private static bool TryFloat(string field, out double number)
    {
        ReadOnlySpan<char> text = field.AsSpan().Trim();
        ReadOnlySpan<char> word = text.TrimStart("+-");
        if (word.Equals("inf", StringComparison.OrdinalIgnoreCase) || word.Equals("infinity", StringComparison.OrdinalIgnoreCase))
        {
            number = text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return text.Length - word.Length <= 1;
        }

        if (word.Equals("nan", StringComparison.OrdinalIgnoreCase))
        {
            number = double.NaN;
            return text.Length - word.Length <= 1;
        }

        return double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number) && !word.ContainsAny("∞nN");
    }
}
