namespace Brine.Pickling;

/// <summary>Python's <c>decimal.Decimal</c>, which has no bounds: trailing zeros, huge exponents, infinities and NaNs are kept.</summary>
/// <param name="Text">The number as Python prints it.</param>
public sealed record PyDecimal(string Text)
{
    /// <summary>The same number as .NET's <see cref="decimal"/>, scale kept, or null where it has too many digits or is not a
    /// number.</summary>
    public decimal? Value => DecimalText.Parse(Text);

    /// <summary>Views a value as a <c>Decimal</c>, or gives null where it is none.</summary>
    public static PyDecimal? From(PyValue value) =>
        KnownObject.Of(value, "decimal", "Decimal") is { } instance && instance.Argument(0).AsString() is { } text ? new PyDecimal(text)
            : null;

    /// <summary>The number as Python prints it.</summary>
    public override string ToString() => Text;
}
