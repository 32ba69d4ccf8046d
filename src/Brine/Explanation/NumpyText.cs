using System.Globalization;
using System.Numerics;
using System.Text;
using Brine.Pickling;

namespace Brine;

/// <summary>Numbers as Python and numpy write them where trees are exported.</summary>
internal static class NumpyText
{
    private const int LineWidth = 75;
    private const int MostShown = 1000;
    private const int EdgeItems = 3;
    private const int WordLength = 32;

    /// <summary><c>np.around</c>: multiplied by a power of ten, rounded to even, divided again.</summary>
    internal static double Round(double value, int decimals)
    {
        double power = Math.Pow(10, decimals);
        return decimals == 0 ? Math.Round(value, MidpointRounding.ToEven) : Math.Round(value * power, MidpointRounding.ToEven) / power;
    }

    /// <summary><c>str</c> of a float.</summary>
    internal static string Of(double value) => ((PyValue)value).ToString();

    /// <summary><c>"{:.nf}".format(value)</c>: all digits of the number are looked at, and a tie goes to the even digit.</summary>
    internal static string Fixed(double value, int decimals)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }

        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        BigInteger mantissa = (bits & 0xFFFFFFFFFFFFF) | (exponent > 0 ? 1L << 52 : 0);
        int shift = Math.Max(exponent, 1) - 1075;
        BigInteger scaled = mantissa * BigInteger.Pow(10, decimals);
        if (shift >= 0)
        {
            scaled <<= shift;
        }
        else
        {
            BigInteger whole = scaled >> -shift, rest = scaled - (whole << -shift), half = BigInteger.One << (-shift - 1);
            scaled = rest > half || (rest == half && !whole.IsEven) ? whole + 1 : whole;
        }

        string digits = scaled.ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        return (bits < 0 ? "-" : "") + (decimals == 0 ? digits : digits[..^decimals] + "." + digits[^decimals..]);
    }

    /// <summary><c>str(array.astype("S32"))</c> of the values of a node, without the marks of bytes and quotes: lines end where numpy's
    /// end.</summary>
    /// <param name="rows">A row for each output.</param>
    /// <param name="isMatrix">True for an array of two dimensions.</param>
    internal static string Words(IReadOnlyList<string[]> rows, bool isMatrix)
    {
        bool isCut = rows.Sum(row => (long)row.Length) > MostShown;
        if (!isMatrix)
        {
            return Line(rows[0], " ", LineWidth, isCut);
        }

        IEnumerable<string> lines = Cut(rows, isCut).Select(row => row is null ? "..." : Line(row, "  ", LineWidth - 1, isCut));
        return "[" + string.Join("\n ", lines) + "]";
    }

    private static IEnumerable<T?> Cut<T>(IReadOnlyList<T> items, bool isCut)
        where T : class
    {
        for (int i = 0; i < items.Count; i++)
        {
            bool isGap = isCut && i >= EdgeItems && i < items.Count - EdgeItems;
            if (!isGap || i == EdgeItems)
            {
                yield return isGap ? null : items[i];
            }
        }
    }

    /// <summary><c>_formatArray</c>: the marks count for the width of a line, though they are taken away afterwards.</summary>
    private static string Line(string[] words, string indent, int width, bool isCut)
    {
        var text = new StringBuilder("[");
        int length = indent.Length;
        string separator = "";
        foreach (string? word in Cut(words, isCut))
        {
            string shown = word is null ? "..." : word[..Math.Min(word.Length, WordLength)];
            int marked = shown.Length + (word is null ? 0 : 3);
            length += separator.Length;
            if (length + marked > width - 1 && length > indent.Length)
            {
                text.Append("\n ");
                length = indent.Length;
            }
            else
            {
                text.Append(separator.Length == 0 ? "" : ", ");
            }

            text.Append(shown);
            length += marked;
            separator = " ";
        }

        return text.Append(']').ToString();
    }
}
