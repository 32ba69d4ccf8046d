using System.Globalization;
using System.Numerics;
using Brine.Pickling;

namespace Brine.Tables;

/// <summary>The floats to which Python's Decimal, Fraction and complex are equal: numbers are compared by what they are, whatever their
/// class.</summary>
internal static class ExactNumbers
{
    private const int MostDigits = 1100;

    /// <summary>The float that an object is equal to.</summary>
    /// <returns>False where there is none, as for <c>Decimal('0.1')</c>.</returns>
    internal static bool TryRead(PyValue cell, out double number)
    {
        number = 0;
        if (cell.As<PyObject>() is not { } value)
        {
            return false;
        }

        if (value.Class is { Module: "builtins" or "__builtin__", Name: "complex" })
        {
            return value.Arguments is [var real, var imaginary] && real.TryGetDouble(out number) && imaginary.TryGetDouble(out double rest)
                && rest == 0;
        }

        if (PyDecimal.From(cell) is { } exact)
        {
            return TryReadDecimal(exact.Text, out BigInteger numerator, out BigInteger denominator) && CellNumbers.TryRead(cell, out number)
                && Equals(number, numerator, denominator);
        }

        return PyFraction.From(cell) is { } fraction && CellNumbers.TryRead(cell, out number)
            && Equals(number, fraction.Numerator, fraction.Denominator);
    }

    private static bool TryReadDecimal(string text, out BigInteger numerator, out BigInteger denominator)
    {
        (numerator, denominator) = (BigInteger.Zero, BigInteger.One);
        int end = text.IndexOfAny(['e', 'E']);
        string digits = end < 0 ? text : text[..end];
        int exponent = 0, point = digits.IndexOf('.');
        if (digits.Length > MostDigits
            || (end >= 0 && !int.TryParse(text.AsSpan(end + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)))
        {
            return false;
        }

        exponent = point < 0 ? exponent : exponent - (digits.Length - point - 1);
        if (Math.Abs((long)exponent) > MostDigits
            || !BigInteger.TryParse(digits.Replace(".", ""), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out numerator))
        {
            return false;
        }

        BigInteger power = BigInteger.Pow(10, Math.Abs(exponent));
        (numerator, denominator) = exponent >= 0 ? (numerator * power, BigInteger.One) : (numerator, power);
        return true;
    }

    /// <summary>True where a float is a fraction exactly: a float is a whole number of parts of a power of two.</summary>
    private static bool Equals(double number, BigInteger numerator, BigInteger denominator)
    {
        if (!double.IsFinite(number))
        {
            return false;
        }

        long bits = BitConverter.DoubleToInt64Bits(number), mantissa = bits & ((1L << 52) - 1);
        int field = (int)((bits >> 52) & 0x7FF), exponent = Math.Max(field, 1) - 1075;
        BigInteger whole = field == 0 ? mantissa : mantissa | (1L << 52);
        whole = bits < 0 ? -whole : whole;
        return exponent >= 0 ? numerator == (whole << exponent) * denominator : numerator << -exponent == whole * denominator;
    }
}
