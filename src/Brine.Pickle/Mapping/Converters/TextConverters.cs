using System.Numerics;
using System.Text;

namespace Brine.Pickling;

/// <summary>Python's <c>str</c>; the 8-bit one of Python 2 where it is ASCII.</summary>
internal sealed class TextConverter : PickleConverter<string>
{
    public override bool TakesNull => false;

    public override PyValue Write(string value, MappingWriter writer) => value;

    public override string Read(PyValue value, MappingReader reader) => value.Reference switch
    {
        string text => text,
        PyByteString old when Ascii.IsValid(old.Span) || reader.Options.Lossy => old.Text,
        PyByteString =>
            throw reader.Error("CannotMapExactly",
                $"{MappingContext.Describe(value)} is not ASCII, and the file does not say its encoding; take byte[], or set "
                    + "MappingOptions.Lossy to read latin-1"),
        _ => Standing.For(value, PyKind.Str).Reference is string held ? reader.Note(value, held) : throw reader.Mismatch(value, "a str"),
    };
}

/// <summary>A character: a <c>str</c> of one.</summary>
internal sealed class CharacterConverter : PickleConverter<char>
{
    public override PyValue Write(char value, MappingWriter writer) => value.ToString();

    public override char Read(PyValue value, MappingReader reader) =>
        value.AsString() is { Length: 1 } text ? text[0] : throw reader.Mismatch(value, "a str of one character of UTF-16");
}

/// <summary>An address, as the text that it was made of.</summary>
internal sealed class UriConverter : PickleConverter<Uri>
{
    public override bool TakesNull => false;

    public override PyValue Write(Uri value, MappingWriter writer) => value?.OriginalString;

    public override Uri Read(PyValue value, MappingReader reader) =>
        Uri.TryCreate(value.AsString(), UriKind.RelativeOrAbsolute, out Uri? address) ? address
            : throw reader.Mismatch(value, "a str with an address");
}

/// <summary>Python's <c>uuid.UUID</c>.</summary>
internal sealed class GuidConverter : PickleConverter<Guid>
{
    private static readonly PickleClassLayout Layout = new("uuid.UUID", [], ["int"]);

    public override PyValue Write(Guid value, MappingWriter writer)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        PyObject made = Layout.NewObject(writer, out _, out _);
        var state = new PyDict();
        state["int"] = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
        made.State = state;
        return made;
    }

    public override Guid Read(PyValue value, MappingReader reader) =>
        (PyUuid.From(value) ?? throw reader.Mismatch(value, "a uuid.UUID")).Value;
}

/// <summary>Python's <c>bytes</c>, as an array that two places may share.</summary>
internal sealed class ByteArrayConverter : PickleConverter<byte[]>
{
    public override bool TakesNull => false;

    public override PyValue Write(byte[] value, MappingWriter writer)
    {
        if (value is null)
        {
            return PyValue.None;
        }

        if (writer.TryRecall(value, out PyReference known))
        {
            return known;
        }

        var bytes = new PyBytes(value);
        writer.Remember(value, bytes);
        return bytes;
    }

    public override byte[] Read(PyValue value, MappingReader reader)
    {
        ReadOnlyMemory<byte> memory = MemoryConverter.Bytes(value, reader);
        var source = (PyReference)value.Reference!;
        if (reader.TryRecall(source, this, out byte[] known, out _))
        {
            return known;
        }

        byte[] bytes = memory.ToArray();
        reader.Remember(source, this, bytes);
        return bytes;
    }
}

/// <summary>Python's <c>bytes</c>, copied.</summary>
internal sealed class MemoryConverter : PickleConverter<Memory<byte>>
{
    public override PyValue Write(Memory<byte> value, MappingWriter writer) => new PyBytes(value);

    public override Memory<byte> Read(PyValue value, MappingReader reader) => Bytes(value, reader).ToArray();

    internal static ReadOnlyMemory<byte> Bytes(PyValue value, MappingReader reader) => value.Reference switch
    {
        PyBytes bytes => bytes.Memory,
        PyByteArray array when reader.Options.Lossy => array.Memory,
        _ => throw reader.Mismatch(value, "bytes"),
    };
}

/// <summary>Python's <c>bytes</c>, a view over the file.</summary>
internal sealed class ReadOnlyMemoryConverter : PickleConverter<ReadOnlyMemory<byte>>
{
    public override PyValue Write(ReadOnlyMemory<byte> value, MappingWriter writer) => new PyBytes(value);

    public override ReadOnlyMemory<byte> Read(PyValue value, MappingReader reader) => MemoryConverter.Bytes(value, reader);
}
