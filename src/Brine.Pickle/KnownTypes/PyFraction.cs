using System.Globalization;
using System.Numerics;

namespace Brine.Pickling;

/// <summary>Python's <c>fractions.Fraction</c>.</summary>
/// <param name="Numerator">The upper number, which carries the sign.</param>
/// <param name="Denominator">The lower number, above 0.</param>
public sealed record PyFraction(BigInteger Numerator, BigInteger Denominator)
{
    /// <summary>Views a value as a <c>Fraction</c>, or gives null where it is none.</summary>
    public static PyFraction? From(PyValue value)
    {
        if (KnownObject.Of(value, "fractions", "Fraction") is not { } instance)
        {
            return null;
        }

        // Text up to Python 3.11, two ints after that.
        if (instance.Argument(0).TryGetBigInteger(out BigInteger top))
        {
            return instance.Argument(1).TryGetBigInteger(out BigInteger below) && below.Sign > 0 ? new PyFraction(top, below) : null;
        }

        string[] parts = instance.Argument(0).AsString()?.Split('/') ?? [];
        BigInteger bottom = BigInteger.One;
        return parts.Length is 1 or 2 && Parse(parts[0], out BigInteger numerator) && (parts.Length == 1 || Parse(parts[1], out bottom))
            && bottom.Sign > 0
            ? new PyFraction(numerator, bottom) : null;
    }

    private static bool Parse(string text, out BigInteger number) =>
        BigInteger.TryParse(text.Length <= Limits.Default.MaxIntegerDigits ? text : "", NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture, out number);

    /// <summary>As Python's <c>str</c> prints it: <c>1/3</c>.</summary>
    public override string ToString() =>
        Denominator.IsOne ? Numerator.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}
