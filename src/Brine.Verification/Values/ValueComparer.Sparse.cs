using System.Text.Json;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Verification;

/// <summary>scipy's sparse matrices and arrays.</summary>
internal sealed partial class ValueComparer
{
    /// <summary>A sparse matrix or array: its class, shape and dtype, and what it holds in the way of its format.</summary>
    private string? Sparse(JsonElement expected, PyValue actual, ValuePath path)
    {
        if (actual.As<PyObject>() is not { Class: { } type } matrix || type.Name != Text(expected, "class"))
        {
            return Unlike($"a {Text(expected, "class")}", actual);
        }

        if (type.Module.Replace("._", ".", StringComparison.Ordinal)
            != Text(expected, "module").Replace("._", ".", StringComparison.Ordinal))
        {
            return $"expected a {Text(expected, "module")}.{Text(expected, "class")}, loaded a {type.FullName}";
        }

        if (expected.GetProperty("dtype").GetRawText() is var dtype && expected.TryGetProperty("data", out JsonElement data)
            && data.ValueKind == JsonValueKind.Object && data.GetProperty("dtype").GetRawText() != dtype)
        {
            return $"the expectation is malformed: its dtype is {dtype}, that of its data {data.GetProperty("dtype")}";
        }

        string format = Text(expected, "format");
        if (format is "dok" or "lil")
        {
            return ShapeDiffers(expected, matrix)
                ?? (format == "dok" ? KeyedItems(expected.GetProperty("items"), matrix) : RowLists(expected, matrix, path));
        }

        string[] parts = format switch
        {
            "csr" or "csc" or "bsr" => ["indptr", "indices", "data"],
            "coo" => ["data"],
            "dia" => ["offsets", "data"],
            _ => throw new NotSupportedException($"there is no comparison for sparse matrices in {format} format yet"),
        };
        foreach (string part in parts)
        {
            if (!matrix.TryGetAttribute(part, out PyValue array))
            {
                return $"it has no {part}";
            }

            Push(expected.GetProperty(part), array, path.Then("." + part), hasIdentity: false);
        }

        if (expected.TryGetProperty("coords", out JsonElement coords))
        {
            // A tuple of arrays since scipy 1.13, row and col before.
            PyValue[] axes = matrix.TryGetAttribute("coords", out PyValue all) && all.As<PyTuple>() is { } tuple ? [.. tuple]
                : matrix.TryGetAttribute("row", out PyValue row) && matrix.TryGetAttribute("col", out PyValue column) ? [row, column] : [];
            if (Items(coords, axes, path.Then(".coords"), hasIdentity: false) is { } why)
            {
                return why;
            }
        }

        return ShapeDiffers(expected, matrix);
    }

    private static string? ShapeDiffers(JsonElement expected, PyObject matrix)
    {
        int[] shape = [.. expected.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
        return (matrix.TryGetAttribute("_shape", out PyValue sizes) || matrix.TryGetAttribute("shape", out sizes))
            && NDArray.ReadShape(sizes).SequenceEqual(shape)
            ? null : $"expected the shape ({string.Join(", ", shape)}), loaded {Short(sizes)}";
    }

    /// <summary>dok: a dict from index to value, as the object's own items, in its base, or in an attribute, as scipy's versions have
    /// it.</summary>
    private static string? KeyedItems(JsonElement expected, PyObject matrix)
    {
        PyDict? entries = matrix.TryGetAttribute("_dict", out PyValue held) ? held.As<PyDict>()
            : matrix.DictItems ?? PyInstance.From(matrix)?.Base.As<PyDict>();
        if (entries is null || entries.Count != expected.GetArrayLength())
        {
            return $"expected {expected.GetArrayLength()} entries, loaded {entries?.Count ?? 0}";
        }

        var values = new Dictionary<string, PyValue>();
        foreach (KeyValuePair<PyValue, PyValue> entry in entries)
        {
            IEnumerable<PyValue> index = entry.Key.As<PyTuple>() is { } tuple ? tuple : [entry.Key];
            values[string.Join(',', index.Select(part => Unboxed(part).ToString()))] = Unboxed(entry.Value);
        }

        foreach (JsonElement entry in expected.EnumerateArray())
        {
            string index = string.Join(',', entry[0].EnumerateArray().Select(part => part.GetRawText()));
            if (!values.TryGetValue(index, out PyValue value) || Float(entry[1], value) is not null)
            {
                return $"at ({index}) {Text(entry[1], "v")} is expected, loaded {Short(value)}";
            }
        }

        return null;
    }

    /// <summary>lil: two arrays of lists, the columns and the values of each row.</summary>
    private string? RowLists(JsonElement expected, PyObject matrix, ValuePath path)
    {
        foreach (string part in (ReadOnlySpan<string>)["data", "rows"])
        {
            if (!matrix.TryGetAttribute(part, out PyValue held) || NDArray.From(held) is not { Objects: not null } lists
                || lists.Length != expected.GetProperty(part).GetArrayLength())
            {
                return $"it has no {part}, or not as many as are expected";
            }

            for (int row = 0; row < lists.Length; row++)
            {
                PyValue[] items = lists[row].As<PyList>() is { } list ? [.. list.Select(Unboxed)] : [];
                if (Items(expected.GetProperty(part)[row], items, path.Then("." + part).At(row), hasIdentity: false) is { } why)
                {
                    return why;
                }
            }
        }

        return null;
    }

    /// <summary>The number in a numpy scalar.</summary>
    private static PyValue Unboxed(PyValue value) => NDArray.From(value) is { IsScalar: true } scalar ? scalar[0] : value;
}
