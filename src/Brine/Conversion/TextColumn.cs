using System.Globalization;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>What the fields of a CSV are taken for, by <c>pandas.read_csv</c> and here: a column of ints, floats or bools where all of them are, else text.</summary>
internal static class TextColumn
{
    internal const char Ints = 'i', LargeInts = 'u', Floating = 'f', Bools = 'b', BoolsOrMissing = 'B', Text = 't';

    /// <summary>Python's, whose sign is not set as .NET's is.</summary>
    internal static readonly double NaN = BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_0000);

    /// <summary>The column of these fields.</summary>
    internal static PandasArray Read(IReadOnlyList<string> fields) => KindOf(fields) switch
    {
        Ints => PandasArray.Of([.. fields.Select(field => long.Parse(field.AsSpan().Trim(), CultureInfo.InvariantCulture))]),
        LargeInts => PandasArray.Of([.. fields.Select(field => ulong.Parse(field.AsSpan().Trim(), CultureInfo.InvariantCulture))]),
        Floating => PandasArray.Of(ToFloats(fields)),
        Bools => PandasArray.Of([.. fields.Select(field => Bool(field) == true)]),
        BoolsOrMissing => PandasArray.Of(NDArray.OfObjects([fields.Count], [.. fields.Select(field => Bool(field) is { } truth ? (PyValue)truth : default)])),
        _ => PandasArray.OfText([.. fields.Select(field => ColumnBuilder.IsMissing(field) ? null : field)]),
    };

    /// <summary>All fields of a row are numbers, or nothing: a line of data, not of names.</summary>
    internal static bool IsNumbers(IReadOnlyList<string> fields) => fields.All(field => field.Length == 0 || TryFloat(field, out _));

    /// <summary>What all of the fields are.</summary>
    internal static char KindOf(IEnumerable<string> fields)
    {
        bool isInt = true, isLargeInt = true, isFloat = true, isBool = true, isAnyMissing = false, isAllMissing = true;
        int rows = 0;
        foreach (string field in fields)
        {
            rows++;
            bool isMissing = ColumnBuilder.IsMissing(field);
            isAnyMissing |= isMissing;
            isAllMissing &= isMissing;
            isInt = isInt && !isMissing && long.TryParse(field.AsSpan().Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
            isLargeInt = isLargeInt && !isMissing && ulong.TryParse(field.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out _);
            isFloat = isFloat && (isMissing || TryFloat(field, out _));
            isBool = isBool && (isMissing || Bool(field) is not null);
            if (!isFloat && !isBool)
            {
                return Text;
            }
        }

        return rows == 0 ? Text : isInt ? Ints : isLargeInt ? LargeInts : isFloat || isAllMissing ? Floating : isAnyMissing ? BoolsOrMissing : Bools;
    }

    internal static double[] ToFloats(IReadOnlyList<string> fields) => [.. fields.Select(field => TryFloat(field, out double number) ? number : NaN)];

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
            number = NaN;
            return text.Length - word.Length <= 1;
        }

        return double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number) && !word.ContainsAny("∞nN");
    }
}
