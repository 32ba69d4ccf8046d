using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>numpy's arrays, dtypes and random generators, and scipy's sparse matrices.</summary>
internal sealed partial class SkopsWriter
{
    private static readonly PyGlobal ArrayClass = new("numpy", "ndarray");
    private static readonly PyGlobal DTypeClass = new("numpy", "dtype");
    private static readonly PyGlobal RandomStateClass = new("numpy.random.mtrand", "RandomState");
    private static readonly PyGlobal GeneratorClass = new("numpy.random._generator", "Generator");
    private static readonly PyGlobal SliceClass = new("builtins", "slice");
    private static readonly string[] SliceParts = ["start", "stop", "step"];

    /// <summary>The class of a numpy scalar of this dtype, or null where skops cannot make one.</summary>
    private static PyGlobal? ScalarClass(DType dtype) => dtype.Kind switch
    {
        'b' => new("numpy", "bool_"),
        'i' or 'u' or 'f' or 'c' => new("numpy", dtype.Name),
        'U' => new("numpy", "str_"),
        'S' => new("numpy", "bytes_"),
        'M' => new("numpy", "datetime64"),
        'm' => new("numpy", "timedelta64"),
        _ => null,
    };

    private IEnumerable<Part>? Numpy(PyObject instance)
    {
        if (JoblibArrays.IsWrapper(instance) || JoblibSidecars.IsWrapper(instance))
        {
            return instance.View is NDArray stored
                ? Array(Native(stored), instance.TryGetAttribute("subclass", out PyValue subclass) ? subclass.As<PyGlobal>() : null)
                : throw Refuse("the file beside the pickle that has this array is missing");
        }

        if (NDArray.From(instance) is { } array)
        {
            return instance.Function!.Name switch
            {
                "scalar" => Scalar(array),
                "_reconstruct" or "_create_array" => Array(Native(array), instance.Class),
                _ => Array(array, null),
            };
        }

        if (MaskedArray.From(instance) is { } masked)
        {
            return Masked(instance, masked);
        }

        if (instance.Class is { Module: "numpy" or "numpy.dtypes" } && DType.From(instance) is { } dtype)
        {
            return DTypeNode(dtype);
        }

        return instance.Class is { } named && named.Name.EndsWith("_matrix", StringComparison.Ordinal)
            && ScipySparse.From(instance) is { } sparse && SparseParts(instance, sparse) is { } parts ? Sparse(instance.Class!, parts)
            : instance.Callable.As<PyGlobal>() is { } maker ? Random(instance, maker) : null;
    }

    /// <summary>numpy swaps what was pickled on a machine of the other byte order, buffers of protocol 5 apart.</summary>
    private static NDArray Native(NDArray array)
    {
        if (!array.DType.IsSwapped || array.DType.Fields.Count > 0 || array.DType.SubType is not null || array.Objects is not null)
        {
            return array;
        }

        int[] shape = array.Shape.ToArray();
        NDArray inOrder = array.IsFortran ? NDArray.OverBytes(array.DType, [array.Length], array.Data) : array;
        return NDArray.OverBytes(DType.Parse(array.DType.Descriptor.Replace('>', '<')), shape, inOrder.ToContiguous(), array.IsFortran);
    }

    private IEnumerable<Part> Scalar(NDArray array) =>
        ScalarClass(array.DType) is { } type ? Stored(array, type) : throw Refuse($"skops makes no numpy scalar of {array.DType.Name}");

    private IEnumerable<Part> Array(NDArray array, PyGlobal? type)
    {
        bool isMatrix = type is { Name: "matrix" };
        if (type is not (null or { Name: "ndarray" or "memmap" or "matrix" }))
        {
            throw Refuse($"skops does not make arrays of the class {type.FullName} again");
        }

        return array.DType.Kind != 'O' ? Stored(array, isMatrix ? new PyGlobal("numpy", "matrix") : ArrayClass)
            : isMatrix ? throw Refuse("skops makes no numpy.matrix of objects") : Objects(array);
    }

    private IEnumerable<Part> Stored(NDArray array, PyGlobal type)
    {
        RefuseUnwritable(array.DType);
        Open("NdArrayNode", type);
        _json.WriteString("type", "numpy");
        AddMember("npy", array);
        Close();
        yield break;
    }

    private void RefuseUnwritable(DType dtype)
    {
        if (dtype.HasObjects || dtype is { Kind: 'T' } or { Kind: 'V', ItemSize: 0 } || dtype.Metadata is not null
            || !NpyFormat.CanWrite(dtype))
        {
            throw Refuse(dtype.Metadata is null ? $"numpy writes no .npy of {dtype.Name} without pickle"
                : "a .npy does not keep the metadata of a dtype");
        }
    }

    /// <summary>Objects are lists in lists, from which numpy finds the shape again where there is more than one dimension.</summary>
    private IEnumerable<Part> Objects(NDArray array)
    {
        int[] shape = array.Shape.ToArray();
        if (shape.Length == 0)
        {
            throw Refuse("skops reads no array of one object without dimensions");
        }

        var items = new PyValue[array.Length];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = array[i];
            if (shape.Length > 1 && IsSequence(items[i]))
            {
                throw Refuse("an array of several dimensions has sequences in it, which skops would read as further dimensions");
            }
        }

        for (int axis = shape.Length - 1; axis > 0; axis--)
        {
            int size = shape[axis];
            if (shape[axis - 1] == 0 || (size == 0 && axis < shape.Length - 1))
            {
                throw Refuse("skops loses the shape of an empty array of objects");
            }

            int rows = 1;
            for (int outer = 0; outer < axis; outer++)
            {
                rows *= shape[outer];
            }

            var lists = new PyValue[rows];
            for (int row = 0; row < rows; row++)
            {
                lists[row] = new PyList(new ArraySegment<PyValue>(items, row * size, size));
            }

            items = lists;
        }

        return ObjectsOf(items, shape);
    }

    /// <summary>What numpy may take for a dimension of its own: ensembles and pipelines have a length too.</summary>
    private static bool IsSequence(PyValue item) => item.Kind is PyKind.List or PyKind.Tuple
        || (item.Reference is PyObject instance
            && (instance.ListItems is not null
                || instance.Callable.As<PyGlobal>() is not { Module: not ("builtins" or "collections" or "array") }
            || instance.TryGetAttribute("estimators_", out _) || instance.TryGetAttribute("steps", out _)
            || (ArrayOf(item) ?? MaskedArray.From(item)?.Data) is { IsScalar: false }));

    private IEnumerable<Part> ObjectsOf(PyValue[] items, int[] shape)
    {
        Open("NdArrayNode", ArrayClass);
        _json.WriteString("type", "json");
        _json.WriteStartArray("content");
        for (int i = 0; i < items.Length; i++)
        {
            yield return new Part(items[i], Index: i);
        }

        _json.WriteEndArray();
        yield return new Part(new PyTuple([.. shape.Select(size => (PyValue)size)]), "shape", ".shape");
        Close();
    }

    private IEnumerable<Part> DTypeNode(DType dtype)
    {
        if (dtype.SubType is not null)
        {
            throw Refuse($"skops takes the dtype of an empty array, and {dtype.Name} is the dtype of none");
        }

        bool isObject = dtype.Kind == 'O';
        if (!isObject)
        {
            RefuseUnwritable(dtype);
        }

        Open("DTypeNode", DTypeClass);
        if (isObject)
        {
            yield return new Part(_arrays.Describe(NDArray.OfObjects([0], [])), "content");
        }
        else
        {
            _json.WritePropertyName("content");
            StartNode("NdArrayNode", ArrayClass);
            _json.WriteString("type", "numpy");
            AddMember("npy", NDArray.OverBytes(dtype, [0], default));
            EndNode(++_lastId);
        }

        Close();
    }

    private IEnumerable<Part> Masked(PyObject instance, MaskedArray masked)
    {
        if (instance.Arguments is not [{ Reference: PyGlobal { Name: "MaskedArray" } }, { Reference: PyGlobal { Name: "ndarray" } }, ..])
        {
            throw Refuse("skops does not keep the class of a masked array");
        }

        if (masked.Mask is not { } mask)
        {
            throw Refuse("a masked array of records has no skops form");
        }

        return HasUsualFill(masked) ? MaskedOf(instance.Arguments[0].As<PyGlobal>()!, masked.Data, mask)
            : throw Refuse($"skops does not keep the fill_value of a masked array, and this one has {masked.FillValue}");
    }

    private IEnumerable<Part> MaskedOf(PyGlobal type, NDArray data, NDArray mask)
    {
        Open("MaskedArrayNode", type);
        _json.WriteStartObject("content");
        yield return new Part(_arrays.Describe(data, _arrays.Describe(data.DType)), "data", ".data");
        yield return new Part(_arrays.Describe(mask, _arrays.Describe(mask.DType)), "mask", ".mask");
        _json.WriteEndObject();
        Close();
    }

    /// <summary>True where the fill value is none, or the one that numpy takes for the dtype.</summary>
    private static bool HasUsualFill(MaskedArray masked)
    {
        PyValue fill = NDArray.From(masked.FillValue) is { Length: 1 } boxed ? boxed[0] : masked.FillValue;
        return fill.IsNone || masked.Data.DType.Kind switch
        {
            'b' => fill == PyValue.True,
            'i' or 'u' => fill == 999_999,
            'f' => fill == 1e20,
            'U' => fill == "N/A",
            'S' => fill.As<PyBytes>() is { } bytes && bytes.Span.SequenceEqual("N/A"u8),
            'O' => fill == "?",
            _ => false,
        };
    }
}
