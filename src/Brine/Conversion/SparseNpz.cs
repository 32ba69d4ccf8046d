using System.Text;
using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine;

/// <summary>Sparse matrices in an <c>.npz</c>, as <c>scipy.sparse.save_npz</c> writes and <c>load_npz</c> reads them.</summary>
internal static class SparseNpz
{
    private const string Format = "format";
    private const string Shape = "shape";

    private static readonly Dictionary<string, string[]> Parts = new(StringComparer.Ordinal)
    {
        ["csr"] = ["indices", "indptr"],
        ["csc"] = ["indices", "indptr"],
        ["bsr"] = ["indices", "indptr"],
        ["dia"] = ["offsets"],
        ["coo"] = ["row", "col"],
    };

    /// <exception cref="UnsupportedConversionException">scipy writes no such format.</exception>
    internal static NpzFile Write(ScipySparse sparse, PyObject instance)
    {
        if (!Parts.TryGetValue(sparse.Format, out string[]? parts) || sparse.Shape.Length != 2)
        {
            throw new UnsupportedConversionException(
                $".npz cannot hold a sparse matrix of {(sparse.Shape.Length == 2 ? $"the format {sparse.Format}" : "one dimension")}, nor "
                    + "does scipy.sparse.save_npz write one; write .pkl or .joblib");
        }

        var file = new NpzFile();
        PyTuple? coordinates = instance.TryGetAttribute("coords", out PyValue coords) ? coords.As<PyTuple>() : null;
        for (int i = 0; i < parts.Length; i++)
        {
            file[parts[i]] = Part(sparse.Format == "coo" && coordinates is { Count: 2 } ? coordinates[i]
                : instance.TryGetAttribute(parts[i], out PyValue part) ? part : default, parts[i]);
        }

        file[Format] = NDArray.OverBytes(DType.Parse("|S3"), [], Encoding.ASCII.GetBytes(sparse.Format));
        file[Shape] = NDArray.Of(Array.ConvertAll(sparse.Shape.ToArray(), size => (long)size));
        file["data"] = Part(instance.TryGetAttribute("data", out PyValue data) ? data : default, "data");
        if (sparse.IsArray)
        {
            file["_is_array"] = NDArray.OverBytes(DType.Bool, [], new byte[] { 1 });
        }

        return file;
    }

    /// <summary>The matrix that scipy would make of the arrays, or null where they are none.</summary>
    internal static PyObject? Read(NpzFile file, ArrayPickler arrays)
    {
        if (file.Find(Format) is not { IsScalar: true, DType.Kind: 'S' or 'U' } format
            || file.Find(Shape) is not { Rank: 1, Length: 2, DType.Kind: 'i' } shape || file.Find("data") is not { } data
            || !Parts.TryGetValue(
                FrameText.Of(format[0].As<PyBytes>() is { } bytes ? Encoding.Latin1.GetString(bytes.Memory.Span) : format[0]),
                out string[]? parts) || !parts.All(part => file.Find(part) is not null))
        {
            return null;
        }

        string name = format[0].As<PyBytes>() is { } text ? Encoding.Latin1.GetString(text.Memory.Span) : format[0].AsString()!;
        bool isArray = file.Find("_is_array") is { Length: 1, DType.Kind: 'b' } flag && flag[0] == PyValue.True;
        var state = new PyDict { ["_shape"] = new PyTuple(shape[0], shape[1]), ["maxprint"] = 50 };
        foreach (string part in parts)
        {
            state[part] = ArrayTables.Describe(arrays, file[part]);
        }

        if (name == "coo")
        {
            // scipy keeps the two together since 1.13, and looks for them apart before.
            state["coords"] = new PyTuple(state["row"], state["col"]);
        }

        state["data"] = ArrayTables.Describe(arrays, data);
        return new PyObject(new PyGlobal("scipy.sparse", name + (isArray ? "_array" : "_matrix")), PyTuple.Empty, PyConstruction.NewObject)
            { State = state };
    }

    private static NDArray Part(PyValue value, string name) =>
        NDArray.From(value) ?? throw new UnsupportedConversionException($"a sparse matrix has no array '{name}'; write .pkl or .joblib");
}
