using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>Reads the dtype objects of pickles: <c>numpy.dtype('f8', False, True)</c> and its state, versions 0 to 4.</summary>
internal static class DTypeReader
{
    private const int MaxNesting = 16;
    private const int MaxFields = 1024;
    private const int MaxParts = 1 << 16;
    private const int AlignedFlag = 0x80;

    /// <summary>The dtype that a pickled value is, or null where it is none.</summary>
    /// <exception cref="PickleFormatException">The value claims to be a dtype and is a corrupt one.</exception>
    public static DType? From(PyValue value) => From(value, 0);

    private static DType? From(PyValue value, int depth)
    {
        if (value.As<PyObject>() is not { } instance)
        {
            // numpy.float64 and its like, the classes, stand for their dtype.
            return value.As<PyGlobal>() is { Module: "numpy" } named ? FromScalarClass(named.Name) : null;
        }

        if (instance.View is DType known)
        {
            return known;
        }

        if (instance.Class is { Name: "_convert_to_stringdtype_kwargs" })
        {
            // numpy 2's StringDType: its elements are pickled as str, one by one, like those of an array of objects.
            DType text = new DType('T', DType.VariableText.ItemSize) { Source = instance };
            instance.View = text;
            return text;
        }

        if (instance.Class is not { Name: "dtype" or "DType" } || instance.Class.Module is not ("numpy" or "numpy.dtypes")
            || instance.Arguments.Count == 0 || depth > MaxNesting)
        {
            return depth > MaxNesting ? throw Bad("a dtype nests too deep") : null;
        }

        DType? read = Read(instance, depth);
        if (read is { Fields.Count: > 0 } or { SubType: not null } or { Metadata: not null })
        {
            // Flags stand in the file only.
            read.Source ??= instance;
        }

        instance.View = read;
        return read;
    }

    private static DType? Read(PyObject instance, int depth)
    {
        DType plain = instance.Arguments[0].AsString() is { } text ? DType.Parse(text)
            : instance.Arguments[0].As<PyGlobal>() is { } record ? FromScalarClass(record.Name) ?? new DType('V', 0)
            : throw Bad("a dtype is named by something that is not text");
        if (instance.State.As<PyTuple>() is not { Count: >= 5 } state)
        {
            return plain;
        }

        // (version, byteorder, subarray, names, fields, itemsize, alignment, flags, metadata); version 0 has no version number in front.
        int at = state[0].TryGetInt64(out _) ? 1 : 0;
        char order = state[at].AsString() is ">" ? '>' : '<';
        PyTuple? names = state.Count > at + 2 ? state[at + 2].As<PyTuple>() : null;
        PyDict? fields = state.Count > at + 3 ? state[at + 3].As<PyDict>() : null;
        int itemSize = plain.ItemSize;
        if (state.Count > at + 4 && state[at + 4].TryGetInt64(out long size) && size >= 0)
        {
            itemSize = size <= int.MaxValue ? (int)size : throw Bad("an element of a dtype is larger than 2 GiB");
        }

        if (state[at + 1].As<PyTuple>() is { Count: 2 } sub)
        {
            DType element = From(sub[0], depth + 1) ?? throw Bad("the element of a sub-array dtype is not a dtype");
            int[] shape = sub[1].As<PyTuple>() is { } dimensions ? [.. dimensions.Select(Dimension)] : [Dimension(sub[1])];
            Int128 needed = element.ItemSize, count = 1;
            foreach (int dimension in shape)
            {
                needed = Int128.Min(needed, long.MaxValue) * dimension;
                count = Int128.Min(count, long.MaxValue) * dimension;
            }

            if (needed != itemSize)
            {
                throw Bad($"a sub-array dtype of {itemSize} bytes holds {needed}");
            }

            if (count > Math.Max(itemSize, MaxParts))
            {
                throw Bad($"a sub-array dtype has {count} elements without bytes");
            }

            return new DType('V', itemSize, order, null, element, shape) { Metadata = Metadata(state, at) };
        }

        if (names is null || fields is null)
        {
            if (itemSize != plain.ItemSize && plain.Kind is not ('S' or 'U' or 'V' or 'O'))
            {
                throw Bad($"a {plain.Name} has {itemSize} bytes");
            }

            return new DType(plain.Kind, itemSize, order) { Unit = Unit(state, at) ?? plain.Unit, Metadata = Metadata(state, at) };
        }

        if (names.Count > MaxFields)
        {
            throw Bad($"a dtype has {names.Count} fields, over the limit of {MaxFields}");
        }

        var list = new List<DTypeField>(names.Count);
        long parts = 0;
        foreach (PyValue name in names)
        {
            if (!fields.TryGetValue(name, out PyValue entry) || entry.As<PyTuple>() is not { Count: >= 2 } field
                || From(field[0], depth + 1) is not { } fieldType || !field[1].TryGetInt64(out long offset))
            {
                throw Bad($"field {name} of a dtype is not described");
            }

            if (offset < 0 || offset > itemSize - fieldType.ItemSize)
            {
                throw Bad($"field {name} of a dtype lies outside its record");
            }

            parts += fieldType.PartCount;
            if (parts > MaxParts)
            {
                throw Bad($"a dtype has over {MaxParts} fields in fields");
            }

            list.Add(new DTypeField(name.AsString() ?? name.ToString(), fieldType, (int)offset, field.Count > 2 ? field[2] : default));
        }

        bool isAligned = state.Count > at + 6 && state[at + 6].TryGetInt64(out long flags) && (flags & AlignedFlag) != 0;
        return new DType('V', itemSize, order, list) { IsAligned = isAligned, Metadata = Metadata(state, at) };
    }

    /// <summary>A dict behind the flags; times have it in front of their unit.</summary>
    private static PyDict? Metadata(PyTuple state, int at) =>
        state.Count <= at + 7 ? null
            : (state[at + 7].As<PyTuple>() is { Count: > 0 } time ? time[0] : state[at + 7]).As<PyDict>() is { Count: > 0 } given ? given
                : null;

    private static string? Unit(PyTuple state, int at)
    {
        if (state.Count > at + 7 && state[at + 7].As<PyTuple>() is { Count: 2 } metadata
            && metadata[1].As<PyTuple>() is { Count: >= 2 } unit)
        {
            string? name = unit[0].As<PyBytes>() is { } bytes ? System.Text.Encoding.Latin1.GetString(bytes.Span) : unit[0].AsString();
            return unit[1].TryGetInt64(out long multiple) && multiple != 1 ? multiple + name : name;
        }

        return null;
    }

    private static DType? FromScalarClass(string name) => name switch
    {
        "float64" or "double" => DType.Float64,
        "float32" => DType.Float32,
        "float16" => new DType('f', 2),
        "int64" => DType.Int64,
        "int32" => DType.Int32,
        "int16" => new DType('i', 2),
        "int8" => new DType('i', 1),
        "uint8" => DType.UInt8,
        "uint16" => new DType('u', 2),
        "uint32" => new DType('u', 4),
        "uint64" => new DType('u', 8),
        "bool_" or "bool" => DType.Bool,
        "object_" => DType.Object,
        _ => null,
    };

    private static int Dimension(PyValue value) =>
        value.TryGetInt64(out long size) && size is >= 0 and <= int.MaxValue ? (int)size
            : throw Bad("a dimension of a sub-array dtype is not a size");

    private static PickleFormatException Bad(string what) => new("FormatDType", what + "; the file is corrupt");
}
