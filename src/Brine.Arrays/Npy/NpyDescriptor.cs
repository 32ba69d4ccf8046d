using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>The dtype of a <c>.npy</c> header, as <c>numpy.lib.format.descr_to_dtype</c> reads it: text, a list of fields, or (dtype,
/// shape).</summary>
internal static class NpyDescriptor
{
    private const int DeepestDescriptor = 16;
    private const int MostEmpty = 1 << 16;

    /// <exception cref="PickleFormatException">The value describes no dtype.</exception>
    internal static DType Read(PyValue value) => Read(value, 0);

    private static DType Read(PyValue value, int depth)
    {
        if (value.AsString() is { } text)
        {
            return DType.Parse(text);
        }

        if (depth > DeepestDescriptor)
        {
            throw Bad("nests too deep");
        }

        if (value.As<PyTuple>() is { Count: 2 } sub)
        {
            return WithShape(Read(sub[0], depth + 1), sub[1]);
        }

        // What a header says is written out in it: nothing is shared, so its length bounds the fields.
        var fields = new List<DTypeField>();
        long offset = 0;
        foreach (PyValue item in value.As<PyList>() ?? throw Bad("is no text, list or tuple"))
        {
            if (item.As<PyTuple>() is not { Count: 2 or 3 } field)
            {
                throw Bad("has a field that is not a pair of a name and a dtype");
            }

            DType dtype = Read(field[1], depth + 1);
            dtype = field.Count == 3 ? WithShape(dtype, field[2]) : dtype;

            // A name may come with a title; a field without a name is padding.
            string name = field[0].AsString() ?? (field[0].As<PyTuple>() is { Count: 2 } titled ? titled[1].AsString() : null)
                ?? throw Bad("has a field without a name");
            if (name.Length > 0 || dtype.Kind != 'V')
            {
                PyValue title = field[0].As<PyTuple>() is { } both ? both[0] : default;
                fields.Add(new DTypeField(name.Length > 0 ? name : "f" + fields.Count, dtype, checked((int)offset), title));
            }

            offset += dtype.ItemSize;
            if (offset > int.MaxValue)
            {
                throw Bad("is larger than 2 GiB");
            }
        }

        return new DType('V', (int)offset, '|', fields);
    }

    /// <summary>numpy's <c>dtype.descr</c>, as Python prints it; null where fields overlap or stand out of order.</summary>
    internal static string? Write(DType dtype)
    {
        if (dtype.Fields.Count == 0)
        {
            // numpy 2 pickles text of any length as it pickles objects.
            return dtype.Kind == 'T' ? "'|O'"
                : dtype.SubType is null ? $"'{dtype.Descriptor}'" : Write(dtype.SubType) is { } inner ? $"({inner}, {Shape(dtype)})" : null;
        }

        var parts = new List<string>();
        int end = 0;
        foreach (DTypeField field in dtype.Fields)
        {
            if (field.Offset < end)
            {
                return null;
            }

            AddPadding(parts, field.Offset - end);
            end = field.Offset + field.DType.ItemSize;
            string name = field.Title.IsNone ? ((PyValue)field.Name).ToString() : $"({field.Title}, {(PyValue)field.Name})";
            DType element = field.DType.SubType ?? field.DType;
            if (Write(element) is not { } text)
            {
                return null;
            }

            parts.Add(field.DType.SubType is null ? $"({name}, {text})" : $"({name}, {text}, {Shape(field.DType)})");
        }

        AddPadding(parts, dtype.ItemSize - end);
        return "[" + string.Join(", ", parts) + "]";
    }

    private static string Shape(DType dtype) => new PyValue(new PyTuple([.. dtype.SubShape.Select(size => (PyValue)size)])).ToString();

    private static void AddPadding(List<string> parts, int bytes)
    {
        if (bytes > 0)
        {
            parts.Add($"('', '|V{bytes}')");
        }
    }

    private static DType WithShape(DType element, PyValue shape)
    {
        int[] sizes = shape.TryGetInt64(out _) ? NDArray.ReadShape(new PyTuple(shape)) : NDArray.ReadShape(shape);
        Int128 bytes = element.ItemSize, count = 1;
        foreach (int size in sizes)
        {
            bytes = Int128.Min(bytes, long.MaxValue) * size;
            count = Int128.Min(count, long.MaxValue) * size;
        }

        if (count > Int128.Max(bytes, MostEmpty))
        {
            throw Bad($"has {count} elements without bytes");
        }

        return bytes <= int.MaxValue ? new DType('V', (int)bytes, '|', null, element, sizes) : throw Bad("is larger than 2 GiB");
    }

    private static PickleFormatException Bad(string what) => new("FormatNpy", $"a .npy file is corrupt: its dtype {what}");
}
