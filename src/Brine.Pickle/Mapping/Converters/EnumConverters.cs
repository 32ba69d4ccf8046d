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
                return Enum.TryParse(name, out T named) && named.ToString() == name && !Enums.IsNumber(name) ? named : throw Unknown(value, reader);
            case EnumForm.Number when !value.IsBool && value.TryGetBigInteger(out BigInteger number):
                // A number that is no member, nor members combined, prints as a number.
                return number >= long.MinValue && number <= ulong.MaxValue && Enum.TryParse(number.ToString(CultureInfo.InvariantCulture), out T member) && !Enums.IsNumber(member.ToString())
                    ? member : throw Unknown(value, reader);
            case EnumForm.Refuse:
                throw reader.Error("CannotMapEnum", $"{typeof(T)} stands for no Python enum: give it [PickleClass], or choose MappingOptions.Enums");
            default:
                throw reader.Mismatch(value, reader.Options.Enums == EnumForm.Name ? "a str" : "an int");
        }
    }

    private static PickleTypeException Unknown(PyValue value, MappingReader reader) =>
        reader.Error("CannotMapEnum", $"{MappingContext.Describe(value)} is no member of {typeof(T)}");
}

/// <summary>An enum that stands for a Python enum; the source generator extends it.</summary>
/// <typeparam name="T">The enum.</typeparam>
public abstract class PickleEnumConverter<T> : PickleConverter<T>
{
    private readonly PyGlobal _class;

    /// <summary>Takes the names of the Python class: the first is written, all are read.</summary>
    protected PickleEnumConverter(string name, string[] olderNames)
    {
        var shape = new PickleShape(name, olderNames, []);
        Names = shape.Names;
        _class = shape.Class;
    }

    internal IReadOnlyCollection<string> Names { get; }

    /// <inheritdoc/>
    public sealed override PyValue Write(T value, MappingWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return TryWrite(value, out PyValue member) ? new PyObject(_class, new PyTuple(member))
            : throw writer.Error("CannotMapEnum", $"{value} is no member of {typeof(T)}");
    }

    /// <inheritdoc/>
    public sealed override T Read(PyValue value, MappingReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        if (PyEnumMember.From(value) is not { } member || !Names.Contains(member.ClassName))
        {
            throw reader.Mismatch(value, "a member of " + _class.FullName);
        }

        return (member.Name is { } name ? TryReadName(name, out T result) : TryRead(member.Value, out result)) ? result
            : throw reader.Error("CannotMapEnum", $"{member.Name ?? MappingContext.Describe(member.Value)} is no member of {typeof(T)}");
    }

    /// <summary>The value that a member has in Python.</summary>
    protected abstract bool TryWrite(T value, out PyValue member);

    /// <summary>The member of a value.</summary>
    protected abstract bool TryRead(PyValue member, out T value);

    /// <summary>The member of a name.</summary>
    protected abstract bool TryReadName(string name, out T value);
}

/// <summary>What is known of an enum without its type.</summary>
internal static class Enums
{
    internal static PyValue Write(Enum value, MappingWriter writer) => writer.Options.Enums switch
    {
        EnumForm.Number => value.GetTypeCode() == TypeCode.UInt64
            ? (BigInteger)((IConvertible)value).ToUInt64(CultureInfo.InvariantCulture) : ((IConvertible)value).ToInt64(CultureInfo.InvariantCulture),
        EnumForm.Name when value.ToString() is var name && !IsNumber(name) => name,
        EnumForm.Name => throw writer.Error("CannotMapEnum", $"{value} is no member of {value.GetType()}"),
        _ => throw writer.Error("CannotMapEnum", $"{value.GetType()} stands for no Python enum: give it [PickleClass], or choose MappingOptions.Enums"),
    };

    internal static bool IsNumber(string name) => name.Length == 0 || name[0] == '-' || char.IsAsciiDigit(name[0]);
}
