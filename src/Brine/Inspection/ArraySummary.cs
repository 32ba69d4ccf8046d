using System.Globalization;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>An array in one line: dtype, shape, and the values of a small one, the range of numbers or the first of the texts.</summary>
internal static class ArraySummary
{
    private const int MaxLabels = 12;
    private const int MaxFew = 12;
    private const int LongestFew = 72;
    private const int MaxScanned = 5_000_000;

    internal static string Of(NDArray array)
    {
        if (array.IsScalar)
        {
            return Scalar(array);
        }

        string type = TypeOf(array);
        if (array.Length == 0)
        {
            return type + ", empty";
        }

        switch (array.DType.Kind)
        {
            case 'f' or 'i' or 'u' when array.DType.ItemSize <= 8:
                return type + (Few(array) ?? (array.Length <= MaxScanned ? Range(array.ToDoubles()) : ""));
            case 'U' or 'S' or 'O' or 'T':
                string items = string.Join(", ",
                    array.Elements().Take(MaxLabels)
                        .Select(item => item.AsString() is { } text ? SafeText.Of(text) : ValueSummary.OfPart(item)));
                return ValueSummary.Cut($"{type}: {items}{(array.Length > MaxLabels ? ", ..." : "")}");
            default:
                return type + Few(array);
        }
    }

    /// <summary>dtype and shape.</summary>
    internal static string TypeOf(NDArray array) => $"{NameOf(array.DType)} ({string.Join(", ", array.Shape.ToArray())})";

    /// <summary>A dtype as numpy names it, in the header of a table as in a file of its own: <c>float64</c>, <c>&lt;U10</c>,
    /// <c>datetime64[ns]</c>.</summary>
    internal static string NameOf(DType dtype) =>
        dtype.SubType is { } element ? $"{NameOf(element)} ({string.Join(", ", dtype.SubShape)})"
            : dtype.Kind is 'S' or 'U' || (dtype.Kind == 'V' && dtype.Fields.Count == 0) ? dtype.Descriptor : dtype.Name;

    /// <summary>One value. Times, spans and complex numbers as numpy prints them: their items are counts, and parts.</summary>
    internal static string Scalar(NDArray array) =>
        ValueSummary.Cut(SafeText.Of(array.DType.Kind is 'M' or 'm' or 'c' or 'V' ? array.ToString() : array[0].ToString()));

    /// <summary>The least and the greatest number, and how many are missing.</summary>
    internal static string Range(ReadOnlySpan<double> values)
    {
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        int missing = 0;
        foreach (double value in values)
        {
            if (double.IsNaN(value))
            {
                missing++;
                continue;
            }

            least = Math.Min(least, value);
            most = Math.Max(most, value);
        }

        string range = least > most ? "" : values.Length == 1 ? $": {Number(least)}" : $"  {Number(least)} .. {Number(most)}";
        return range + (missing > 0 ? $", {missing} missing" : "");
    }

    /// <summary>All values as numpy prints them, where there are few enough for a line; null where there are not.</summary>
    private static string? Few(NDArray array)
    {
        if (array.Length > MaxFew || array.Rank > 2)
        {
            return null;
        }

        // array([[1, 2], [3, 4]], dtype=...): what stands between the brackets.
        string text = string.Join(' ', array.ToString().Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        int open = text.IndexOf('['),
            close = text.LastIndexOf(']',
                text.Contains(", dtype=", StringComparison.Ordinal) ? text.LastIndexOf(", dtype=", StringComparison.Ordinal)
                    : text.Length - 1);
        if (open < 0 || close < open)
        {
            return null;
        }

        text = text[(open + 1)..close].Trim();
        return text.Length <= LongestFew ? ": " + text : null;
    }

    private static string Number(double value) =>
        value.ToString(double.IsInteger(value) && Math.Abs(value) < 1e12 ? "0" : "g6", CultureInfo.InvariantCulture);
}
