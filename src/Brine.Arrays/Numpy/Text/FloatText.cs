using System.Globalization;

namespace Brine.Arrays;

/// <summary>Floats as numpy prints them, in positional and in scientific form.</summary>
internal static class FloatText
{
    /// <summary>Up to <paramref name="precision"/> digits behind the point, zeros at the end left out: <c>1.</c>, <c>0.125</c>.</summary>
    internal static string Positional(BinaryFloat value, int precision)
    {
        string sign = value.IsNegative ? "-" : "";
        if (value.IsZero)
        {
            return sign + "0.";
        }

        (string digits, int exponent) = FloatDigits.Of(value, lastFractional: -precision, leastUntil: 0);
        string whole = exponent < 0 ? "0"
            : digits.Length > exponent ? digits[..(exponent + 1)] : digits + new string('0', exponent + 1 - digits.Length);
        string fraction = exponent < 0 ? new string('0', -exponent - 1) + digits
            : digits.Length > exponent + 1 ? digits[(exponent + 1)..] : "";
        return $"{sign}{whole}.{fraction.TrimEnd('0')}";
    }

    /// <summary>Up to <paramref name="precision"/> digits behind the point, at least <paramref name="least"/> of them, else zeros at the
    /// end left out: <c>1.5e-07</c>.</summary>
    internal static string Scientific(BinaryFloat value, int precision, int least = 0, int exponentDigits = 2)
    {
        string sign = value.IsNegative ? "-" : "";
        (string digits, int exponent) = value.IsZero ? ("0", 0) : FloatDigits.Of(value, mostDigits: precision + 1, leastDigits: least + 1);
        string fraction = digits[1..].TrimEnd('0').PadRight(least, '0');
        string power = Math.Abs(exponent).ToString(CultureInfo.InvariantCulture).PadLeft(exponentDigits, '0');
        return $"{sign}{digits[0]}.{fraction}e{(exponent < 0 ? '-' : '+')}{power}";
    }

    /// <summary>As Python's <c>repr</c>, for floats of any size: <c>1.0</c>, <c>0.1</c>, <c>1e-05</c>, <c>nan</c>.</summary>
    /// <param name="value">The number.</param>
    /// <param name="large">From where on the scientific form is used.</param>
    internal static string Repr(BinaryFloat value, double large = 1e16)
    {
        if (!value.IsFinite)
        {
            return value.IsNaN ? "nan" : value.IsNegative ? "-inf" : "inf";
        }

        string sign = value.IsNegative ? "-" : "";
        if (value.IsZero)
        {
            return sign + "0.0";
        }

        (string digits, int exponent) = FloatDigits.Of(value);
        digits = digits.TrimEnd('0');
        if (Math.Abs(value.ToDouble()) is var size && (size >= large || size < 1e-4))
        {
            string power = Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
            return $"{sign}{digits[0]}{(digits.Length > 1 ? "." : "")}{digits[1..]}e{(exponent < 0 ? '-' : '+')}{power}";
        }

        return exponent < 0 ? $"{sign}0.{new string('0', -exponent - 1)}{digits}"
            : digits.Length <= exponent + 1 ? $"{sign}{digits}{new string('0', exponent + 1 - digits.Length)}.0"
            : $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }
}
