using System.Text.Json;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Verification;

/// <summary>numpy's arrays, scalars and dtypes.</summary>
internal sealed partial class ValueComparer
{
    private string? Array(JsonElement expected, PyValue actual, ValuePath path)
    {
        if (expected.TryGetProperty("class", out JsonElement type) && !IsClass(type.GetString()!, actual))
        {
            return Unlike("a " + type.GetString(), actual);
        }

        if (NDArray.From(actual) is not { IsScalar: var isScalar } array
            || (isScalar && actual.As<PyObject>()?.Callable.As<PyGlobal>()?.Name == "scalar"))
        {
            return Unlike("an ndarray", actual);
        }

        int[] shape = [.. expected.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
        if (!array.Shape.SequenceEqual(shape))
        {
            return $"expected the shape ({string.Join(", ", shape)}), loaded ({string.Join(", ", array.Shape.ToArray())})";
        }

        bool hasItems = expected.TryGetProperty("items", out JsonElement items);
        bool isNative = IsNative(expected.GetProperty("dtype"), array.DType);
        if (!isNative && DTypeDiffers(expected.GetProperty("dtype"), array.DType, DTypeObject(actual), path) is { } why)
        {
            return why;
        }

        if (expected.TryGetProperty("order", out JsonElement order) && !IsOrder(order.GetString(), array))
        {
            return $"expected the order {order.GetString()}, loaded {(array.IsFortran ? "F" : "C")}";
        }

        if (hasItems)
        {
            if (array.Objects is null)
            {
                return Unlike("an array that holds objects", actual);
            }

            return Items(items, [.. array.Elements()], path, hasIdentity: true);
        }

        return isNative ? Bytes(expected, array.ToContiguous().Span) : Content(expected, array);
    }

    /// <summary>An array that is in both orders counts as C; one that is in neither is pickled in C or F.</summary>
    private static bool IsOrder(string? expected, NDArray array) => expected switch
    {
        "C" => !array.IsFortran || array.Rank < 2 || array.Length == 0 || array.Shape.ToArray().Count(size => size > 1) < 2,
        "F" => array.IsFortran,
        "strided" => true,
        _ => false,
    };

    private string? DTypeDiffers(JsonElement expected, DType dtype, PyValue source, ValuePath path)
    {
        if (Text(expected, "str") != "StringDType")
        {
            return DTypeDiffers(expected, dtype);
        }

        if (source.As<PyObject>() is not { Arguments: { Count: 1 or 2 } arguments, Class.Name: "_convert_to_stringdtype_kwargs" })
        {
            return Unlike("a StringDType", source);
        }

        Push(expected.GetProperty("coerce"), arguments[0].TryGetInt64(out long coerce) && coerce != 0, path.Then(".dtype.coerce"));
        if (expected.TryGetProperty("na_object", out JsonElement missing))
        {
            Push(missing, arguments.Count == 2 ? arguments[1] : default, path.Then(".dtype.na_object"), hasIdentity: false);
        }

        return null;
    }

    /// <summary>The dtype of an array as the file has it: in the state of an ndarray, or in joblib's wrapper.</summary>
    private static PyValue DTypeObject(PyValue array) =>
        array.As<PyObject>() is not { } instance ? default
        : instance.TryGetAttribute("dtype", out PyValue wrapped) ? wrapped
        : instance.State.As<PyTuple>() is { Count: 4 or 5 } state ? state[state.Count - 3]
        : instance.Arguments.Count > 1 ? instance.Arguments[1] : default;

    /// <summary>numpy's <c>__setstate__</c> turns big-endian arrays into arrays of the machine's order; Brine keeps the order of the file,
    /// and gives the same numbers. numpy 1.11 forgets the unit of times when it does so (<c>&lt;M8</c>).</summary>
    private static bool IsNative(JsonElement expected, DType dtype) =>
        dtype.IsSwapped && dtype.Fields.Count == 0 && Text(expected, "str") is ['<', ..] wanted
        && (wanted[1..] == dtype.Descriptor[1..]
            || (wanted.Length == 3 && dtype.Unit is not null && wanted[1..] == dtype.Descriptor[1..3]));

    /// <summary>True when an array is of this subclass of ndarray, whose module moved between versions.</summary>
    private static bool IsClass(string expected, PyValue actual)
    {
        PyObject? instance = actual.As<PyObject>();
        PyGlobal? type = instance is not null && instance.TryGetAttribute("subclass", out PyValue wrapped) ? wrapped.As<PyGlobal>()
            : instance?.Class;
        return type is not null && expected.EndsWith("." + type.Name, StringComparison.Ordinal)
            && type.Module.StartsWith("numpy", StringComparison.Ordinal);
    }

    private string? Scalar(JsonElement expected, PyValue actual, ValuePath path)
    {
        if (NDArray.From(actual) is not { IsScalar: true } scalar)
        {
            return Unlike($"a numpy scalar ({Text(expected, "class")})", actual);
        }

        if (DTypeDiffers(expected.GetProperty("dtype"), scalar.DType) is { } why)
        {
            return why;
        }

        if (expected.TryGetProperty("items", out JsonElement item))
        {
            return scalar.Objects is not null ? One(item, scalar[0], path) : Unlike("a scalar that holds objects", actual);
        }

        return IsScalarClass(Text(expected, "class"), scalar.DType) ? Content(expected, scalar)
            : $"expected a {Text(expected, "class")}, loaded a {scalar.DType.Name}";
    }

    /// <summary>True for the names that numpy's versions give to the scalar of a dtype.</summary>
    private static bool IsScalarClass(string name, DType dtype) => dtype.Kind switch
    {
        'b' => name is "bool_" or "bool",
        'U' => name is "str_" or "unicode_",
        'S' => name is "bytes_" or "string_",
        'V' => name is "void" or "record",
        'O' => name is "object_",
        'M' => name is "datetime64",
        'm' => name is "timedelta64",
        'f' or 'c' when dtype.ItemSize >= 16 && name is "longdouble" or "clongdouble" or "longcomplex" => true,
        'i' when name is "longlong" or "intc" or "long" => true,
        'u' when name is "ulonglong" or "uintc" or "ulong" => true,
        _ => name == dtype.Name,
    };

    private string? DTypeOf(JsonElement expected, PyValue actual, ValuePath path) =>
        DType.From(actual) is { } dtype ? DTypeDiffers(expected.GetProperty("dtype"), dtype, actual, path) : Unlike("a dtype", actual);

    private string? DTypeDiffers(JsonElement expected, DType dtype)
    {
        if (expected.TryGetProperty("metadata", out JsonElement metadata))
        {
            Push(metadata, dtype.Metadata, ValuePath.Root.Then(".dtype.metadata"), hasIdentity: false);
        }
        else if (dtype.Metadata is not null)
        {
            return "the dtype has metadata, which is not expected";
        }

        if (expected.TryGetProperty("type", out JsonElement type) && !type.GetString()!.EndsWith(".record", StringComparison.Ordinal))
        {
            return $"expected a dtype of the class {type.GetString()}, of which no file can tell";
        }

        if (expected.TryGetProperty("sub", out JsonElement element))
        {
            return dtype.SubType is { } sub
                && dtype.SubShape.SequenceEqual(expected.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()))
                ? DTypeDiffers(element, sub) : $"expected a sub-array dtype {Short(expected.GetRawText())}, loaded {dtype}";
        }

        if (!expected.TryGetProperty("fields", out JsonElement fields))
        {
            string wanted = Text(expected, "str");
            if (wanted == "StringDType")
            {
                return dtype.Kind == 'T' ? null : $"expected a StringDType, loaded {dtype.Descriptor}";
            }

            return wanted == dtype.Descriptor || wanted.Replace('|', '<') == dtype.Descriptor.Replace('|', '<') && dtype.Fields.Count == 0
                ? null : $"expected the dtype {wanted}, loaded {dtype.Descriptor}";
        }

        if (dtype.ItemSize != expected.GetProperty("itemsize").GetInt32())
        {
            return $"expected a record of {expected.GetProperty("itemsize")} bytes, loaded one of {dtype.ItemSize}";
        }

        if (expected.TryGetProperty("aligned", out JsonElement aligned) && aligned.GetBoolean() && !dtype.IsAligned)
        {
            return "expected an aligned record, loaded one that is not";
        }

        int omitted = 0, at = 0, padding = 0;
        foreach (JsonElement field in fields.EnumerateArray())
        {
            if (field.TryGetProperty("omitted", out JsonElement count))
            {
                omitted = count.GetInt32();
                at += omitted;
                continue;
            }

            if (IsPadding(field, dtype, at, padding))
            {
                padding++;
                continue;
            }

            if (at >= dtype.Fields.Count || dtype.Fields[at].Name != Text(field, "name")
                || dtype.Fields[at].Offset != field.GetProperty("offset").GetInt32())
            {
                return $"expected the field {Text(field, "name")} at byte {field.GetProperty("offset")}, loaded "
                    + $"{(at < dtype.Fields.Count ? $"{dtype.Fields[at].Name} at {dtype.Fields[at].Offset}" : "none")}";
            }

            if (field.TryGetProperty("title", out JsonElement title))
            {
                Push(title, dtype.Fields[at].Title, ValuePath.Root.Then($".dtype.{dtype.Fields[at].Name}.title"), hasIdentity: false);
            }

            if (DTypeDiffers(field.GetProperty("dtype"), dtype.Fields[at++].DType) is { } why)
            {
                return $"field {Text(field, "name")}: {why}";
            }
        }

        return at == dtype.Fields.Count ? null : $"expected {at} fields, loaded {dtype.Fields.Count}";
    }

    /// <summary>numpy up to 1.13 shows the padding that a .npy header names as a field of its own, f1 where it is the second.</summary>
    private static bool IsPadding(JsonElement field, DType dtype, int at, int skipped)
    {
        int offset = field.GetProperty("offset").GetInt32();
        int end = at < dtype.Fields.Count ? dtype.Fields[at].Offset : dtype.ItemSize;
        int start = at == 0 ? 0 : dtype.Fields[at - 1].Offset + dtype.Fields[at - 1].DType.ItemSize;
        return Text(field, "name") == $"f{at + skipped}" && offset == start && end > start
            && Text(field.GetProperty("dtype"), "str") == $"|V{end - start}";
    }

    /// <summary>The bytes, in C order and in the dtype's own byte order.</summary>
    private string? Content(JsonElement expected, NDArray array)
    {
        byte[] bytes = InOrder(array);
        if (expected.TryGetProperty("padding_zeroed", out _))
        {
            for (int i = 0; i + 16 <= bytes.Length; i += 16)
            {
                bytes.AsSpan(i + 10, 6).Clear();
            }
        }

        if (expected.TryGetProperty("fill", out JsonElement fill))
        {
            byte value = Convert.ToByte(Text(fill, "byte"), 16);
            return bytes.Length == fill.GetProperty("bytes").GetInt32() && !bytes.AsSpan().ContainsAnyExcept(value) ? null
                : $"expected {fill.GetProperty("bytes")} bytes {value:x2}, loaded others";
        }

        if (expected.TryGetProperty("raw", out JsonElement raw))
        {
            if (bytes.Length == raw.GetProperty("bytes").GetInt32()
                && Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)) == Text(raw, "sha256"))
            {
                return null;
            }

            string file = Path.Combine(folder, Text(raw, "file"));
            return $"the data differs from {Text(raw, "file")}"
                + (File.Exists(file) ? $" at byte {bytes.AsSpan().CommonPrefixLength(File.ReadAllBytes(file))}" : "");
        }

        return Bytes(expected, bytes);
    }

    private static byte[] InOrder(NDArray array)
    {
        int size = array.DType.ItemSize;
        if (!array.IsFortran || array.Rank < 2)
        {
            return array.Data.ToArray();
        }

        // Fortran order: the first index runs fastest.
        var bytes = new byte[array.Data.Length];
        var index = new int[array.Rank];
        for (int i = 0; i < array.Length; i++)
        {
            int at = 0;
            for (int axis = index.Length - 1; axis >= 0; axis--)
            {
                at = (at * array.Shape[axis]) + index[axis];
            }

            array.Data.Span.Slice(at * size, size).CopyTo(bytes.AsSpan(i * size));
            for (int axis = index.Length - 1; axis >= 0 && ++index[axis] == array.Shape[axis]; axis--)
            {
                index[axis] = 0;
            }
        }

        return bytes;
    }
}
