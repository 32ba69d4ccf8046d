using System.Globalization;

namespace Brine.Pickling;

/// <summary>Python's <c>decimal.Decimal</c>, which has no bounds: trailing zeros, huge exponents, infinities and NaNs are kept.</summary>
/// <param name="Text">The number as Python prints it.</param>
public sealed record PyDecimal(string Text)
{
    /// <summary>The number as .NET's <see cref="decimal"/>, scale kept, or null where it has too many digits or is no number.</summary>
    public decimal? Value =>
        decimal.TryParse(Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out decimal value)
        && Digits(Text) <= 28 ? value : null;

    /// <summary>Views a value as a <c>Decimal</c>, or gives null where it is none.</summary>
    public static PyDecimal? From(PyValue value) =>
        KnownObject.Of(value, "decimal", "Decimal") is { } instance && instance.Argument(0).AsString() is { } text ? new PyDecimal(text) : null;

    /// <summary>Over 28 digits .NET would round.</summary>
    private static int Digits(string text)
    {
        int end = text.IndexOf('E');
        return text.AsSpan(0, end < 0 ? text.Length : end).TrimStart("+-0.").Length;
    }
}
