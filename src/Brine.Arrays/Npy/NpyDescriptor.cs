using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>The dtype of a <c>.npy</c> header, as <c>numpy.lib.format.descr_to_dtype</c> reads it: text, a list of fields, or (dtype, shape).</summary>
internal static class NpyDescriptor
{
    private const int DeepestDescriptor = 16;

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

        var fields = new List<DTypeField>();
        long offset = 0;
        foreach (PyValue item in value.As<PyList>() ?? throw Bad("is no text, list or tuple"))
        {
            if (item.As<PyTuple>() is not { Count: 2 or 3 } field)
            {
                throw Bad("has a field that is no pair of a name and a dtype");
            }

            DType dtype = Read(field[1], depth + 1);
            dtype = field.Count == 3 ? WithShape(dtype, field[2]) : dtype;

            // A name may come with a title; a field without a name is padding.
            string name = field[0].AsString() ?? (field[0].As<PyTuple>() is { Count: 2 } titled ? titled[1].AsString() : null) ?? throw Bad("has a field without a name");
            if (name.Length > 0 || dtype.Kind != 'V')
            {
                fields.Add(new DTypeField(name.Length > 0 ? name : "f" + fields.Count, dtype, checked((int)offset)));
            }

            offset += dtype.ItemSize;
            if (offset > int.MaxValue)
            {
                throw Bad("is larger than 2 GiB");
            }
        }

        return new DType('V', (int)offset, '|', fields);
    }

    private static DType WithShape(DType element, PyValue shape)
    {
        int[] sizes = shape.TryGetInt64(out _) ? NDArray.ReadShape(new PyTuple(shape)) : NDArray.ReadShape(shape);
        Int128 bytes = element.ItemSize;
        foreach (int size in sizes)
        {
            bytes = Int128.Min(bytes, long.MaxValue) * size;
        }

        return bytes <= int.MaxValue ? new DType('V', (int)bytes, '|', null, element, sizes) : throw Bad("is larger than 2 GiB");
    }

    private static PickleFormatException Bad(string what) => new("FormatNpy", $"a .npy file is corrupt: its dtype {what}");
}
