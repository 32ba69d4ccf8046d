using System.Globalization;
using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>A numpy <c>dtype</c>: what one element is, and how its bytes lie.</summary>
public sealed class DType : IEquatable<DType>
{
    internal DType(char kind, int itemSize, char byteOrder = '<', IReadOnlyList<DTypeField>? fields = null, DType? subType = null,
        int[]? subShape = null)
    {
        Kind = kind;
        ItemSize = itemSize;
        ByteOrder = itemSize <= 1 || kind is 'S' or 'V' or 'O' or 'T' or 'b' ? '|' : byteOrder;
        Fields = fields ?? [];
        SubType = subType;
        SubShape = subShape ?? [];
        HasObjects = kind is 'O' or 'T' || Fields.Any(part => part.DType.HasObjects) || (SubType?.HasObjects ?? false);
        PartCount = Fields.Count == 0 ? SubType?.PartCount ?? 1
            : Fields.Aggregate(0L, (sum, part) => Math.Min(sum + part.DType.PartCount, int.MaxValue));
    }

    /// <summary>Double precision, <c>&lt;f8</c>.</summary>
    public static DType Float64 { get; } = new('f', 8);

    /// <summary>Single precision, <c>&lt;f4</c>.</summary>
    public static DType Float32 { get; } = new('f', 4);

    /// <summary>64-bit int, <c>&lt;i8</c>.</summary>
    public static DType Int64 { get; } = new('i', 8);

    /// <summary>32-bit int, <c>&lt;i4</c>.</summary>
    public static DType Int32 { get; } = new('i', 4);

    /// <summary>Bool, <c>|b1</c>.</summary>
    public static DType Bool { get; } = new('b', 1);

    /// <summary>Unsigned byte, <c>|u1</c>.</summary>
    public static DType UInt8 { get; } = new('u', 1);

    /// <summary>Any Python value, <c>|O</c>.</summary>
    public static DType Object { get; } = new('O', 8);

    /// <summary>Text of any length, the <c>StringDType</c> of numpy 2; pickles hold its elements as Python values.</summary>
    public static DType VariableText { get; } = new('T', 16);

    /// <summary>numpy's letter: b bool, i int, u unsigned, f float, c complex, S bytes, U text, V record or void, O object, T text of any
    /// length, M datetime64, m timedelta64.</summary>
    public char Kind { get; }

    /// <summary>Bytes of one element.</summary>
    public int ItemSize { get; }

    /// <summary>&lt; little-endian, &gt; big-endian, | where it does not matter.</summary>
    public char ByteOrder { get; }

    /// <summary>The fields of a record dtype, in their order; empty for all others.</summary>
    public IReadOnlyList<DTypeField> Fields { get; }

    /// <summary>The element of a sub-array dtype, or null.</summary>
    public DType? SubType { get; }

    /// <summary>The shape of a sub-array dtype.</summary>
    public IReadOnlyList<int> SubShape { get; }

    /// <summary>The unit of a datetime64 or timedelta64 (<c>ns</c>, <c>D</c>...), or null.</summary>
    public string? Unit { get; init; }

    /// <summary>The metadata that a user gave the dtype (<c>numpy.dtype('f8', metadata={...})</c>), or null.</summary>
    public PyDict? Metadata { get; init; }

    /// <summary>True for a record whose fields stand where a C compiler would put them.</summary>
    public bool IsAligned { get; init; }

    /// <summary>The pickled dtype that this one was read from, and is written as.</summary>
    internal PyObject? Source { get; set; }

    /// <summary>True when elements are Python values rather than bytes.</summary>
    public bool HasObjects { get; }

    /// <summary>The number of plain dtypes in it, those in its fields counted where they stand: a record may be shared by many
    /// fields.</summary>
    internal long PartCount { get; }

    /// <summary>True when bytes must be swapped before this machine can use them.</summary>
    public bool IsSwapped => ByteOrder == '>';

    /// <summary>Text of up to <paramref name="characters"/> characters, <c>&lt;U5</c>.</summary>
    public static DType Text(int characters) => new('U', checked(characters * 4));

    /// <summary>numpy's own text for it: <c>&lt;f8</c>, <c>|S5</c>, <c>&lt;U10</c>, <c>|O</c>.</summary>
    public string Descriptor => Kind switch
    {
        'O' => "|O",
        'U' => string.Create(CultureInfo.InvariantCulture, $"{ByteOrder}U{ItemSize / 4}"),
        'M' or 'm' when Unit is not (null or "generic") =>
            string.Create(CultureInfo.InvariantCulture, $"{ByteOrder}{Kind}{ItemSize}[{Unit}]"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{ByteOrder}{Kind}{ItemSize}"),
    };

    /// <summary>The name a person would use: <c>float64</c>, <c>int32</c>, <c>str (10)</c>, <c>record</c>.</summary>
    public string Name => Kind switch
    {
        'b' => "bool",
        'i' => $"int{ItemSize * 8}",
        'u' => $"uint{ItemSize * 8}",
        'f' => $"float{ItemSize * 8}",
        'c' => $"complex{ItemSize * 8}",
        'S' => $"bytes{ItemSize}",
        'U' => $"str{ItemSize / 4}",
        'O' => "object",
        'T' => "StringDType()",
        'M' or 'm' when Unit is null or "generic" => Kind == 'M' ? "datetime64" : "timedelta64",
        'M' => $"datetime64[{Unit}]",
        'm' => $"timedelta64[{Unit}]",
        _ => Fields.Count > 0 ? $"record of {Fields.Count} fields" : $"void{ItemSize}",
    };

    /// <summary>Views a pickled value as a dtype, or gives null where it is none: <c>numpy.dtype('f8', False, True)</c>, or a scalar class
    /// such as <c>numpy.float64</c>.</summary>
    /// <exception cref="PickleFormatException">The value claims to be a dtype and is a corrupt one.</exception>
    public static DType? From(PyValue value) => DTypeReader.From(value);

    /// <summary>Reads numpy's text for a dtype without fields: <c>f8</c>, <c>&lt;i4</c>, <c>|S5</c>, <c>U10</c>,
    /// <c>&lt;M8[ns]</c>.</summary>
    /// <exception cref="PickleFormatException">The text is not a dtype.</exception>
    public static DType Parse(string descriptor)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        ReadOnlySpan<char> text = descriptor;
        char order = '<';
        if (!text.IsEmpty && text[0] is '<' or '>' or '|' or '=')
        {
            order = text[0] is '>' ? '>' : '<';
            text = text[1..];
        }

        string? unit = null;
        int bracket = text.IndexOf('[');
        if (bracket > 0 && text[^1] == ']')
        {
            unit = text[(bracket + 1)..^1].ToString();
            text = text[..bracket];
        }

        if (text is "?")
        {
            return Bool;
        }

        int size = 0;
        if (text.IsEmpty || (text.Length > 1 && !int.TryParse(text[1..], NumberStyles.None, CultureInfo.InvariantCulture, out size)))
        {
            throw Bad(descriptor);
        }

        char kind = text[0];
        bool known = kind switch
        {
            'b' => size == 1,
            'i' or 'u' => size is 1 or 2 or 4 or 8,
            'f' => size is 2 or 4 or 8 or 12 or 16,
            'c' => size is 8 or 16 or 24 or 32,
            'S' or 'V' => true,
            'U' => size <= int.MaxValue / 4,
            'O' => true,
            'M' or 'm' => size == 8,
            _ => false,
        };
        if (!known)
        {
            throw Bad(descriptor);
        }

        return new DType(kind, kind switch { 'U' => size * 4, 'O' => 8, _ => size }, order) { Unit = unit };
    }

    /// <inheritdoc/>
    public bool Equals(DType? other) =>
        other is not null && Descriptor == other.Descriptor && Fields.SequenceEqual(other.Fields) && SubShape.SequenceEqual(other.SubShape)
        && (SubType is null ? other.SubType is null : SubType.Equals(other.SubType));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DType);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Descriptor, Fields.Count);

    /// <summary>The descriptor, or the name of a record dtype.</summary>
    public override string ToString() => Fields.Count > 0 ? Name : Descriptor;

    private static PickleFormatException Bad(string descriptor) =>
        new("FormatDType", $"'{(descriptor.Length > 40 ? descriptor[..40] : descriptor)}' is not a numpy dtype that Brine knows");
}
