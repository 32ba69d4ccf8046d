using System.Text.Json;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>numpy's arrays, scalars and dtypes.</summary>
internal sealed partial class ValueComparer
{
    private string? Array(JsonElement expected, PyValue actual, ValuePath path)
    {
        if (expected.TryGetProperty("class", out JsonElement type))
        {
            throw new NotSupportedException($"there is no comparison for {type.GetString()} yet");
        }

        if (NDArray.From(actual) is not { IsScalar: var isScalar } array || (isScalar && actual.As<PyObject>()?.Callable.As<PyGlobal>()?.Name == "scalar"))
        {
            return Unlike("an ndarray", actual);
        }

        int[] shape = [.. expected.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
        if (!array.Shape.SequenceEqual(shape))
        {
            return $"expected the shape ({string.Join(", ", shape)}), loaded ({string.Join(", ", array.Shape.ToArray())})";
        }

        if (DTypeDiffers(expected.GetProperty("dtype"), array.DType) is { } why)
        {
            return why;
        }

        if (expected.TryGetProperty("order", out JsonElement order) && (order.GetString() == "F") != (array.IsFortran && array.Rank > 1) && order.GetString() != "strided")
        {
            return $"expected the order {order.GetString()}, loaded {(array.IsFortran ? "F" : "C")}";
        }

        if (expected.TryGetProperty("items", out JsonElement items))
        {
            if (array.DType.Kind != 'O')
            {
                throw new NotSupportedException($"there is no comparison for arrays of {array.DType.Name} that hold objects yet");
            }

            return Items(items, [.. array.Elements()], path, hasIdentity: true);
        }

        return Content(expected, array);
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
            return scalar.DType.Kind == 'O' ? One(item, scalar[0], path) : throw new NotSupportedException("there is no comparison for records that hold objects yet");
        }

        return Content(expected, scalar);
    }

    private string? DTypeOf(JsonElement expected, PyValue actual) =>
        DTypeReader.From(actual) is { } dtype ? DTypeDiffers(expected.GetProperty("dtype"), dtype) : Unlike("a dtype", actual);

    private static string? DTypeDiffers(JsonElement expected, DType dtype)
    {
        if (expected.TryGetProperty("metadata", out _) || Text(expected, "str") == "StringDType" || expected.TryGetProperty("type", out _))
        {
            throw new NotSupportedException("there is no comparison for dtypes with metadata, of classes of their own, and of StringDType yet");
        }

        if (expected.TryGetProperty("sub", out JsonElement element))
        {
            return dtype.SubType is { } sub && dtype.SubShape.SequenceEqual(expected.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()))
                ? DTypeDiffers(element, sub) : $"expected a sub-array dtype {Short(expected.GetRawText())}, loaded {dtype}";
        }

        if (!expected.TryGetProperty("fields", out JsonElement fields))
        {
            string wanted = Text(expected, "str");
            return wanted.Replace('|', '<') == dtype.Descriptor.Replace('|', '<') && dtype.Fields.Count == 0 ? null : $"expected the dtype {wanted}, loaded {dtype.Descriptor}";
        }

        if (dtype.ItemSize != expected.GetProperty("itemsize").GetInt32())
        {
            return $"expected a record of {expected.GetProperty("itemsize")} bytes, loaded one of {dtype.ItemSize}";
        }

        int omitted = 0, at = 0;
        foreach (JsonElement field in fields.EnumerateArray())
        {
            if (field.TryGetProperty("omitted", out JsonElement count))
            {
                omitted = count.GetInt32();
                at += omitted;
                continue;
            }

            if (at >= dtype.Fields.Count || dtype.Fields[at].Name != Text(field, "name") || dtype.Fields[at].Offset != field.GetProperty("offset").GetInt32())
            {
                return $"expected the field {Text(field, "name")} at byte {field.GetProperty("offset")}, loaded {(at < dtype.Fields.Count ? $"{dtype.Fields[at].Name} at {dtype.Fields[at].Offset}" : "none")}";
            }

            if (DTypeDiffers(field.GetProperty("dtype"), dtype.Fields[at++].DType) is { } why)
            {
                return $"field {Text(field, "name")}: {why}";
            }
        }

        return at == dtype.Fields.Count ? null : $"expected {at} fields, loaded {dtype.Fields.Count}";
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
            return bytes.Length == fill.GetProperty("bytes").GetInt32() && !bytes.AsSpan().ContainsAnyExcept(value) ? null : $"expected {fill.GetProperty("bytes")} bytes {value:x2}, loaded others";
        }

        if (expected.TryGetProperty("raw", out JsonElement raw))
        {
            byte[] wanted = File.ReadAllBytes(Path.Combine(folder, Text(raw, "file")));
            int at = bytes.AsSpan().CommonPrefixLength(wanted);
            return at == wanted.Length && at == bytes.Length ? null : $"the data differs from {Text(raw, "file")} at byte {at}";
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

    /// <summary>scipy's compressed sparse matrices, whose arrays are attributes.</summary>
    private string? Sparse(JsonElement expected, PyValue actual, ValuePath path)
    {
        if (actual.As<PyObject>() is not { Class: { } type } matrix || type.Name != Text(expected, "class"))
        {
            return Unlike($"a {Text(expected, "class")}", actual);
        }

        if (Text(expected, "format") is not ("csr" or "csc" or "bsr"))
        {
            throw new NotSupportedException($"there is no comparison for sparse matrices in {Text(expected, "format")} format yet");
        }

        foreach (string part in (ReadOnlySpan<string>)["indptr", "indices", "data"])
        {
            if (!matrix.TryGetAttribute(part, out PyValue array))
            {
                return $"it has no {part}";
            }

            Push(expected.GetProperty(part), array, path.Then("." + part), hasIdentity: false);
        }

        int[] shape = [.. expected.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
        return (matrix.TryGetAttribute("_shape", out PyValue sizes) || matrix.TryGetAttribute("shape", out sizes)) && NDArray.ReadShape(sizes).SequenceEqual(shape)
            ? null : $"expected the shape ({string.Join(", ", shape)}), loaded {Short(sizes)}";
    }
}
