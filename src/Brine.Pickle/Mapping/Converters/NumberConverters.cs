using System.Numerics;

namespace Brine.Pickling;

/// <summary>Python's <c>bool</c>.</summary>
internal sealed class BoolConverter : PickleConverter<bool>
{
    public override PyValue Write(bool value, MappingWriter writer) => value;

    public override bool Read(PyValue value, MappingReader reader) =>
        value.TryGetBool(out bool flag) ? flag
        : Standing.For(value, PyKind.Bool).TryGetBool(out bool held) ? reader.Note(value, held)
        : throw reader.Mismatch(value, "a bool");
}

/// <summary>Python's <c>int</c>, as an integer of any size of .NET's.</summary>
internal sealed class IntegerConverter<T> : PickleConverter<T>
    where T : IBinaryInteger<T>
{
    public override PyValue Write(T value, MappingWriter writer) =>
        typeof(T) == typeof(long) || typeof(T) == typeof(int) ? PyValue.FromInt64(long.CreateTruncating(value))
            : BigInteger.CreateChecked(value);

    public override T Read(PyValue value, MappingReader reader)
    {
        PyValue plain = value.IsInt64 ? value : Standing.For(value, PyKind.Int);
        T read = Number(plain, value, reader);
        return plain.RawReference == value.RawReference ? read : reader.Note(value, read);
    }

    private static T Number(PyValue plain, PyValue value, MappingReader reader)
    {
        if (plain.IsBool && !reader.Options.Lossy)
        {
            throw reader.Mismatch(value, "an int");
        }

        try
        {
            return plain.TryGetInt64(out long small) ? T.CreateChecked(small)
                : plain.TryGetBigInteger(out BigInteger large) ? T.CreateChecked(large)
                : throw reader.Mismatch(value, "an int");
        }
        catch (OverflowException)
        {
            throw reader.Error("CannotMapRange", $"{MappingContext.Describe(value)} does not fit a {typeof(T).Name}");
        }
    }
}

/// <summary>Python's <c>float</c>, as a binary floating-point number of .NET's; an int counts where it is exact.</summary>
internal sealed class FloatConverter<T> : PickleConverter<T>
    where T : IBinaryFloatingPointIeee754<T>
{
    public override PyValue Write(T value, MappingWriter writer) => PyValue.FromDouble(double.CreateTruncating(value));

    public override T Read(PyValue value, MappingReader reader)
    {
        PyValue plain = value.IsFloat ? value : Standing.For(value, PyKind.Float);
        T read = Number(plain, value, reader);
        return plain.RawReference == value.RawReference ? read : reader.Note(value, read);
    }

    private static T Number(PyValue plain, PyValue value, MappingReader reader)
    {
        if (plain.IsBool && !reader.Options.Lossy)
        {
            throw reader.Mismatch(value, "a float");
        }

        if (!plain.TryGetDouble(out double number))
        {
            throw reader.Mismatch(value, "a float");
        }

        T result = T.CreateTruncating(number);
        bool isExact = (double.CreateTruncating(result).Equals(number))
            && (plain.IsFloat
                || (plain.TryGetBigInteger(out BigInteger whole) && double.IsFinite(number) && new BigInteger(number) == whole));
        return isExact || reader.Options.Lossy ? result
            : throw reader.Error("CannotMapExactly",
                $"{MappingContext.Describe(value)} is not exact as a {typeof(T).Name}; take a double or BigInteger, or set "
                    + "MappingOptions.Lossy to round");
    }
}

/// <summary>Python's <c>decimal.Decimal</c>, digits and scale kept.</summary>
internal sealed class DecimalConverter : PickleConverter<decimal>
{
    private static readonly PyGlobal Class = new("decimal", BuiltinName.Of("Decimal"));

    public override PyValue Write(decimal value, MappingWriter writer) => new PyObject(Class, new PyTuple(DecimalText.Format(value)));

    public override decimal Read(PyValue value, MappingReader reader)
    {
        PyDecimal number = PyDecimal.From(value) ?? throw reader.Mismatch(value, "a decimal.Decimal");
        return number.Value
            ?? throw reader.Error("CannotMapRange", $"Decimal('{number.Text}') has more digits than a .NET decimal, or is not a number");
    }
}

/// <summary>Python's <c>complex</c>.</summary>
internal sealed class ComplexConverter : PickleConverter<Complex>
{
    private static readonly PyGlobal Class = new("builtins", BuiltinName.Of("complex"));

    public override PyValue Write(Complex value, MappingWriter writer) => new PyObject(Class, new PyTuple(value.Real, value.Imaginary));

    public override Complex Read(PyValue value, MappingReader reader) =>
        (PyComplex.From(value) ?? throw reader.Mismatch(value, "a complex")).Value;
}

/// <summary>Names of classes that Python has in C: each is a str of its own, not the one that the same name is elsewhere, which shows in
/// the memo.</summary>
internal static class BuiltinName
{
    internal static string Of(string name) => new(name.AsSpan());
}
