using System.Buffers.Binary;
using System.Text;
using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>One array of Arrow's columnar format: a bitmap of which values are there, and buffers with them.</summary>
internal sealed class ArrowChunk
{
    private readonly int _offset;
    private readonly ReadOnlyMemory<byte>? _validity;
    private readonly ReadOnlyMemory<byte> _values;
    private readonly ReadOnlyMemory<byte> _text;

    private ArrowChunk(ArrowType type, int length, int offset, ReadOnlyMemory<byte>?[] buffers)
    {
        Type = type;
        Length = length;
        _offset = offset;
        _validity = buffers.Length > 0 ? buffers[0] : null;
        _values = buffers.Length > 1 ? buffers[1] ?? default : default;
        _text = buffers.Length > 2 ? buffers[2] ?? default : default;
    }

    internal ArrowType Type { get; }

    internal int Length { get; }

    internal PyValue this[int index]
    {
        get
        {
            int at = _offset + index;
            ReadOnlySpan<byte> values = _values.Span;
            switch (Type.Name)
            {
                case "bool":
                    return (values[at >> 3] >> (at & 7) & 1) != 0;
                case "string" or "binary":
                    return Text(BinaryPrimitives.ReadInt32LittleEndian(values[(at * 4)..]),
                        BinaryPrimitives.ReadInt32LittleEndian(values[((at + 1) * 4)..]));
                case "large_string" or "large_binary":
                    return Text(BinaryPrimitives.ReadInt64LittleEndian(values[(at * 8)..]),
                        BinaryPrimitives.ReadInt64LittleEndian(values[((at + 1) * 8)..]));
                default:
                    int width = Type.Width;
                    return width > 0 ? Number(values.Slice(at * width, width))
                        : throw new NotSupportedException($"values of Arrow's type {Type.Name} are not read");
            }
        }
    }

    internal bool IsMissing(int index) =>
        Type.Name == "null" || (_validity is { } bits && (bits.Span[(_offset + index) >> 3] >> ((_offset + index) & 7) & 1) == 0);

    /// <summary>_restore_array((type, length, null count, offset, buffers, children, dictionary)), or chunked_array of such.</summary>
    internal static ArrowChunk[] Read(PyValue value)
    {
        PyObject? instance = value.As<PyObject>();
        if (instance?.Callable.As<PyGlobal>() is { Name: "chunked_array" } && instance.Arguments.Count > 0
            && instance.Arguments[0].Reference is IReadOnlyList<PyValue> parts)
        {
            return [.. parts.Select(One)];
        }

        return [One(value)];
    }

    private static ArrowChunk One(PyValue value)
    {
        if (value.As<PyObject>() is not { Arguments: { Count: 1 } arguments } instance
            || instance.Callable.As<PyGlobal>() is not { Name: "_restore_array" } || arguments[0].As<PyTuple>() is not { Count: >= 5 } data
            || !data[1].TryGetInt64(out long length) || !data[3].TryGetInt64(out long offset)
            || data[4].Reference is not IReadOnlyList<PyValue> list)
        {
            throw PandasObject.Bad("an Arrow array is none that pyarrow pickles");
        }

        ArrowType type = ArrowType.Read(data[0]);
        ReadOnlyMemory<byte>?[] buffers = [.. list.Select(Buffer)];
        if (length < 0 || offset < 0 || length + offset > int.MaxValue)
        {
            throw PandasObject.Bad($"an Arrow array of {length} values from {offset} on");
        }

        var chunk = new ArrowChunk(type, (int)length, (int)offset, buffers);
        chunk.Check();
        return chunk;
    }

    /// <summary>The buffers hold what is announced, and each text lies in its buffer: afterwards any element can be read.</summary>
    private void Check()
    {
        long end = (long)_offset + Length;
        bool hasBits = _validity is null || _validity.Value.Length >= (end + 7) / 8;
        int wide = Type.Name switch { "string" or "binary" => 4, "large_string" or "large_binary" => 8, _ => 0 };
        long needed = Type.Name == "bool" ? (end + 7) / 8 : wide > 0 ? Length == 0 ? 0 : (end + 1) * wide : end * Type.Width;
        if (!hasBits || _values.Length < needed)
        {
            throw PandasObject.Bad($"an Arrow array of {Length} {Type.Name} has too few bytes");
        }

        long before = 0;
        for (long i = _offset; wide > 0 && Length > 0 && i <= end; i++)
        {
            ReadOnlySpan<byte> bytes = _values.Span[(int)(i * wide)..];
            long position = wide == 4 ? BinaryPrimitives.ReadInt32LittleEndian(bytes) : BinaryPrimitives.ReadInt64LittleEndian(bytes);
            before = position >= before && position <= _text.Length ? position
                : throw PandasObject.Bad("a text of an Arrow array lies outside its buffer");
        }
    }

    private static ReadOnlyMemory<byte>? Buffer(PyValue value)
    {
        if (value.As<PyObject>() is { Arguments.Count: 1 } buffer && buffer.Callable.As<PyGlobal>() is { Name: "py_buffer" })
        {
            value = buffer.Arguments[0];
        }

        return value.IsNone ? (ReadOnlyMemory<byte>?)null
            : NDArray.BytesOf(value) ?? throw PandasObject.Bad("a buffer of an Arrow array holds no bytes");
    }

    private PyValue Text(long start, long end)
    {
        ReadOnlyMemory<byte> bytes = _text[(int)start..(int)end];
        return Type.Name.EndsWith("string", StringComparison.Ordinal) ? Encoding.UTF8.GetString(bytes.Span) : new PyBytes(bytes);
    }

    private PyValue Number(ReadOnlySpan<byte> bytes)
    {
        long integer = bytes.Length switch
        {
            1 => Type.Name[0] == 'u' ? bytes[0] : (sbyte)bytes[0],
            2 => Type.Name[0] == 'u' ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadInt16LittleEndian(bytes),
            4 => Type.Name[0] == 'u' ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadInt32LittleEndian(bytes),
            _ => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        };
        return Type.Name switch
        {
            "double" => BitConverter.Int64BitsToDouble(integer),
            "float" => (double)BinaryPrimitives.ReadSingleLittleEndian(bytes),
            "halffloat" => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
            "uint64" => (System.Numerics.BigInteger)(ulong)integer,
            "date32[day]" => new PandasTimestamp(integer, "D", default).ToDate(),
            "date64[ms]" => new PandasTimestamp(integer, "ms", default).ToDate(),
            ['d', 'u', ..] => new PandasTimedelta(integer, Type.Unit!).ToPickle(),
            ['t', 'i', 'm', 'e', 's', ..] =>
                new PandasTimestamp(integer, Type.Unit!, Type.Zone is null ? default : ZonedTime.ZoneOf(Type.Zone)).ToPickle(),
            ['t', ..] => throw new NotSupportedException($"values of Arrow's type {Type.Name} are not read"),
            _ => integer,
        };
    }
}
