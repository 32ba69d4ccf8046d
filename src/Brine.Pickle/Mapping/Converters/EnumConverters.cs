using System.Globalization;
using System.Numerics;

namespace Brine.Pickling;

/// <summary>An enum that no attribute maps: its number or its name, as the options say.</summary>
internal sealed class PlainEnumConverter<T> : PickleConverter<T>
    where T : struct, Enum
{
    public override PyValue Write(T value, MappingWriter writer) => Enums.Write(value, writer);

    public override T Read(PyValue value, MappingReader reader)
    {
        switch (reader.Options.Enums)
        {
            case EnumForm.Name when value.AsString() is { } name:
                return Enum.TryParse(name, out T named) && named.ToString() == name && !Enums.IsNumber(name) ? named
                    : throw Unknown(value, reader);
            case EnumForm.Number when !value.IsBool && value.TryGetBigInteger(out BigInteger number):
                // A number that is no member, nor members combined, prints as a number.
                return number >= long.MinValue && number <= ulong.MaxValue
                    && Enum.TryParse(number.ToString(CultureInfo.InvariantCulture), out T member) && !Enums.IsNumber(member.ToString())
                    ? member : throw Unknown(value, reader);
            case EnumForm.Refuse:
                throw reader.Error("CannotMapEnum",
                    $"{typeof(T)} stands for no Python enum: give it [PickleClass], or choose MappingOptions.Enums");
            default:
                throw reader.Mismatch(value, reader.Options.Enums == EnumForm.Name ? "a str" : "an int");
        }
    }

    private static PickleTypeException Unknown(PyValue value, MappingReader reader) =>
        reader.Error("CannotMapEnum", $"{MappingContext.Describe(value)} is not a member of {typeof(T)}");
}

/// <summary>The part of an enum's converter that does not depend on the type.</summary>
internal static class Enums
{
    internal static PyValue Write(Enum value, MappingWriter writer) => writer.Options.Enums switch
    {
        EnumForm.Number => value.GetTypeCode() == TypeCode.UInt64
            ? (BigInteger)((IConvertible)value).ToUInt64(CultureInfo.InvariantCulture)
            : ((IConvertible)value).ToInt64(CultureInfo.InvariantCulture),
        EnumForm.Name when value.ToString() is var name && !IsNumber(name) => name,
        EnumForm.Name => throw writer.Error("CannotMapEnum", $"{value} is not a member of {value.GetType()}"),
        _ =>
            throw writer.Error("CannotMapEnum",
                $"{value.GetType()} stands for no Python enum: give it [PickleClass], or choose MappingOptions.Enums"),
    };

    internal static bool IsNumber(string name) => name.Length == 0 || name[0] == '-' || char.IsAsciiDigit(name[0]);
}
