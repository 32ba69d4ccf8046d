using System.Globalization;
using System.Numerics;

namespace Brine.Pickling;

/// <summary>.NET's decimals in the text that Python's <c>str(Decimal)</c> gives, and back, exactly.</summary>
internal static class DecimalText
{
    private const int MostDigits = 200;
    private const int MostScale = 28;
    private static readonly BigInteger Largest = (BigInteger.One << 96) - 1;

    internal static string Format(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        string sign = bits[3] < 0 ? "-" : "";
        int exponent = -((bits[3] >> 16) & 0xFF);
        string digits = Mantissa(bits).ToString(CultureInfo.InvariantCulture);
        int adjusted = exponent + digits.Length - 1;
        if (adjusted < -6)
        {
            // As decimal's to-scientific-string: one digit before the point.
            string fraction = digits.Length > 1 ? "." + digits[1..] : "";
            return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}{fraction}E{adjusted}");
        }

        string padded = digits.PadLeft(1 - exponent, '0');
        return exponent == 0 ? sign + padded : $"{sign}{padded[..(padded.Length + exponent)]}.{padded[(padded.Length + exponent)..]}";
    }

    /// <summary>The exact number, or null where .NET has none.</summary>
    internal static decimal? Parse(string text)
    {
        ReadOnlySpan<char> rest = text;
        bool isNegative = rest.StartsWith("-");
        rest = rest.TrimStart("+-");
        int exponent = 0;
        int e = rest.IndexOfAny('E', 'e');
        if (e >= 0)
        {
            if (!int.TryParse(rest[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
                || Math.Abs((long)exponent) > 1_000_000)
            {
                return null;
            }

            rest = rest[..e];
        }

        int point = rest.IndexOf('.');
        int scale = (point < 0 ? 0 : rest.Length - point - 1) - exponent;
        string digits = string.Concat(rest[..(point < 0 ? rest.Length : point)], point < 0 ? "" : rest[(point + 1)..]);
        if (digits.Length is 0 || digits.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return null;
        }

        digits = digits.TrimStart('0');
        if (digits.Length == 0)
        {
            return new decimal(0, 0, 0, isNegative, (byte)Math.Clamp(scale, 0, MostScale));
        }

        int zeros = digits.Length - digits.TrimEnd('0').Length;
        int drop = Math.Clamp(Math.Max(scale - MostScale, digits.Length - 29), 0, Math.Min(zeros, Math.Max(scale, 0)));
        return digits.Length > MostDigits ? null
            : Compose(BigInteger.Parse(digits.AsSpan(0, digits.Length - drop), NumberStyles.None, CultureInfo.InvariantCulture),
                scale - drop, isNegative);
    }

    private static decimal? Compose(BigInteger mantissa, int scale, bool isNegative)
    {
        if (scale is > MostScale or < -MostScale)
        {
            return null;
        }

        mantissa = scale < 0 ? mantissa * BigInteger.Pow(10, -scale) : mantissa;
        if (mantissa > Largest)
        {
            // One more zero at the end may still go.
            return scale > 0 && mantissa % 10 == 0 ? Compose(mantissa / 10, scale - 1, isNegative) : null;
        }

        return new decimal((int)(uint)(mantissa & uint.MaxValue), (int)(uint)((mantissa >> 32) & uint.MaxValue),
            (int)(uint)(mantissa >> 64), isNegative, (byte)Math.Max(scale, 0));
    }

    private static BigInteger Mantissa(ReadOnlySpan<int> bits) =>
        ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
}
