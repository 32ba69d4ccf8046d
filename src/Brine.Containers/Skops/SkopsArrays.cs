using System.Text.Json;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>The arrays, dtypes and sparse matrices of a skops file, described as numpy's and scipy's pickles do.</summary>
internal sealed class SkopsArrays(Archive archive, Limits limits)
{
    private readonly ArrayPickler _pickler = new();

    // Other forms of an array lose the order of its bytes where numpy loads them.
    private readonly ArrayPickler _buffers = new(PicklerOptions.HighestProtocol);

    internal ReadOnlyMemory<byte> Bytes(string file) =>
        (archive.Find(file) ?? throw SkopsReader.Bad($"it names '{file}', which is not in it")).Read();

    /// <summary>A <c>.npy</c> in the archive, or for objects a list of nodes and a shape.</summary>
    internal PyValue Read(JsonElement node, PyGlobal type, SkopsReader reader)
    {
        if (SkopsReader.Text(node, "type") == "numpy")
        {
            NDArray array = NpyFormat.Read(Bytes(SkopsReader.Text(node, "file")), limits);
            return array.DType.HasObjects ? throw SkopsReader.Bad("an array of objects is a pickle, which skops never writes")
                : Describe(array, type);
        }

        PyTuple shape = reader.Read(node.GetProperty("shape")).As<PyTuple>() ?? throw SkopsReader.Bad("an array has no shape");
        int[] sizes = NDArray.ReadShape(shape);
        List<PyValue> items = [.. reader.Items(node)];
        for (int axis = 1; axis < sizes.Length; axis++)
        {
            // tolist() gives lists in lists.
            items = [.. items.SelectMany(
                item => (IEnumerable<PyValue>?)item.As<PyList>() ?? throw SkopsReader.Bad("an array of objects is no list of lists"))];
        }

        return Describe(NDArray.OfObjects(sizes, items), type);
    }

    internal PyValue ReadMasked(PyGlobal type, PyValue data, PyValue mask)
    {
        NDArray values = NDArray.From(data) ?? throw SkopsReader.Bad("a masked array has no data");
        NDArray hidden = NDArray.From(mask) ?? throw SkopsReader.Bad("a masked array has no mask");
        var shape = new PyTuple([.. values.Shape.ToArray().Select(size => (PyValue)size)]);
        bool isFortran = values.Objects is null && values.IsFortran && hidden.IsFortran;
        PyValue elements = values.Objects is not null ? new PyList(Enumerable.Range(0, values.Length).Select(i => values[i]))
            : new PyBytes(isFortran ? values.Data : values.ToContiguous());
        return new PyObject(new PyGlobal("numpy.ma.core", "_mareconstruct"),
            new PyTuple(type, new PyGlobal("numpy", "ndarray"), new PyTuple(0), "b"))
        {
            State = new PyTuple(1, shape, _pickler.Describe(values.DType), isFortran, elements,
                new PyBytes(isFortran ? hidden.Data : hidden.ToContiguous()), default),
        };
    }

    internal PyValue DTypeOf(PyValue array) =>
        _pickler.Describe((NDArray.From(array) ?? throw SkopsReader.Bad("a dtype has no array")).DType);

    /// <summary>A dict key of one of numpy's own classes.</summary>
    internal PyValue Scalar(PyValue key, string type)
    {
        NDArray? scalar = type switch
        {
            "str_" when key.AsString() is { } text => NDArray.OfText([text]),
            "bool_" or "bool" when key.TryGetBool(out bool truth) => NDArray.Of([truth]),
            "int64" or "intp" or "longlong" when key.TryGetInt64(out long number) => NDArray.Of([number]),
            "int32" or "intc" when key.TryGetInt64(out long number) && number is >= int.MinValue and <= int.MaxValue =>
                NDArray.Of([(int)number]),
            "int16" when key.TryGetInt64(out long number) && number is >= short.MinValue and <= short.MaxValue =>
                NDArray.Of([(short)number]),
            "int8" when key.TryGetInt64(out long number) && number is >= sbyte.MinValue and <= sbyte.MaxValue => NDArray.Of([(sbyte)number])
            ,
            "uint8" when key.TryGetInt64(out long number) && number is >= 0 and <= byte.MaxValue => NDArray.Of([(byte)number]),
            "uint16" when key.TryGetInt64(out long number) && number is >= 0 and <= ushort.MaxValue => NDArray.Of([(ushort)number]),
            "uint32" when key.TryGetInt64(out long number) && number is >= 0 and <= uint.MaxValue => NDArray.Of([(uint)number]),
            "uint64" when key.TryGetBigInteger(out System.Numerics.BigInteger number) && number >= 0 && number <= ulong.MaxValue =>
                NDArray.Of([(ulong)number]),
            "float64" when key.TryGetDouble(out double number) => NDArray.Of([number]),
            "float32" when key.TryGetDouble(out double number) => NDArray.Of([(float)number]),
            "float16" when key.TryGetDouble(out double number) => NDArray.Of([(Half)number]),
            _ => null,
        };
        return scalar is null ? throw SkopsReader.Bad($"a dict has a key that is no numpy.{type}")
            : _pickler.Describe(NDArray.OverBytes(scalar.DType, [], scalar.Data));
    }

    /// <summary>What <c>scipy.sparse.save_npz</c> wrote: the parts of the matrix by name.</summary>
    internal PyValue ReadSparse(string file, PyGlobal type)
    {
        NpzFile parts = NpzFile.Read(Bytes(file), new LoadOptions { Limits = limits });
        if (parts.Find("shape") is not { Length: 2 } sizes || !sizes[0].TryGetInt64(out long rows)
            || !sizes[1].TryGetInt64(out long columns))
        {
            throw SkopsReader.Bad("a sparse matrix has no shape");
        }

        var state = new PyDict { ["_shape"] = new PyTuple(rows, columns), ["maxprint"] = 50 };
        foreach (string part in (ReadOnlySpan<string>)["indices", "indptr", "row", "col", "offsets", "data"])
        {
            if (parts.Find(part) is { } array)
            {
                state[part] = Describe(array, null);
            }
        }

        if (parts.Find("row") is not null)
        {
            state["has_canonical_format"] = false;
        }

        return new PyObject(type, PyTuple.Empty, PyConstruction.NewObject) { State = state };
    }

    private PyObject Describe(NDArray array, PyGlobal? type)
    {
        bool isScalar = type is not null && array.IsScalar && type.Name is not ("ndarray" or "memmap" or "matrix");
        bool isPlain = type is null or { Name: "ndarray" or "memmap" };
        return isScalar ? _pickler.Describe(array)
            : (array.DType.IsSwapped ? _buffers : _pickler).Describe(array, _pickler.Describe(array.DType), isPlain ? null : type);
    }
}
