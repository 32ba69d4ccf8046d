using System.Globalization;
using System.Text;
using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine;

/// <summary>Values as arrays: one for .npy and .csv, named ones for .npz.</summary>
internal static class ArrayTables
{
    private const string Nameless = "arr_0";

    /// <summary>The one array that a value is; what is not the array itself is told.</summary>
    /// <exception cref="UnsupportedConversionException">It is none.</exception>
    internal static NDArray Single(PyValue value, Losses losses, string name = "the value")
    {
        if (value.As<PyDict>() is { Count: 1 } named && NDArray.From(named.Values[0]) is not null)
        {
            losses.Add($"the name of the one array in {name}, {named.Keys[0]}");
            (value, name) = (named.Values[0], "the value");
        }

        if (MaskedArray.From(value) is { } masked)
        {
            losses.Add($"the mask of {name}");
            return masked.Data;
        }

        if (NDArray.From(value) is { } array)
        {
            if (ArrayClass.Of(value) is { } type)
            {
                losses.AddType($"that {name} is a {type}");
            }

            if (array.DType.Metadata is not null)
            {
                losses.AddType($"the metadata of the dtype of {name}");
            }

            return array;
        }

        if (value.As<PyList>() is { } list && NumberLists.ToArray(list, losses.Options.Limits) is { } numbers)
        {
            losses.AddType($"that {name} is a list, not an array");
            return numbers;
        }

        throw new UnsupportedConversionException($"{name} is {Described(value)}, not one array; write .json, .pkl or .joblib");
    }

    /// <summary>An array of one or two dimensions as a frame, whose columns are called by their numbers.</summary>
    /// <exception cref="UnsupportedConversionException">It has more.</exception>
    internal static DataFrame ToFrame(NDArray array) => array.Rank switch
    {
        1 => DataFrame.Of([("0", PandasArray.Of(array))]),
        2 => DataFrame.Of([.. Enumerable.Range(0, array.Shape[1]).Select(column => (column.ToString(CultureInfo.InvariantCulture),
            PandasArray.Of(array.Select(1, column))))]),
        _ => throw new UnsupportedConversionException($"an array of {array.Rank} dimensions is no table; write it as .npy"),
    };

    internal static NpzFile Named(PyValue value, Losses losses)
    {
        if (ScipySparse.From(value) is { } sparse)
        {
            return SparseNpz.Write(sparse, value.As<PyObject>()!);
        }

        var file = new NpzFile();
        if (value.As<PyDict>() is not { } dict)
        {
            file[Nameless] = Plain(Single(value, losses));
            return file;
        }

        foreach ((PyValue key, PyValue item) in dict)
        {
            string name = key.AsString()
                ?? throw new UnsupportedConversionException($"the key {key} is no name for an array; write .json, .pkl or .joblib");
            file[name] = Plain(Single(item, losses, $"'{name}'"));
        }

        return file;
    }

    /// <summary>
    /// What the arrays of a file are: the sparse matrix that scipy saved, for <c>.npy</c> and <c>.csv</c> the one array without a name, for
    /// text the columns of a table, and else a dict of them.
    /// </summary>
    internal static PyObject? Meaning(NpzFile file, string target, int protocol)
    {
        var arrays = new ArrayPickler(protocol);
        NDArray[] all = [.. file.Names.Select(name => file[name])];
        if (all.Length == 1 && file.Find(Nameless) is { } single && target is ".npy" or ".csv" or ".npz")
        {
            return Describe(arrays, single);
        }

        bool isTable = target is ".csv" or ".json" && all.Length > 0 && file.Find(Nameless) is null
            && all.All(array => array.Rank == 1 && array.Length == all[0].Length);
        return SparseNpz.Read(file, arrays)
            ?? (isTable ? DataFrame.Of([.. file.Names.Select(name => (name, PandasArray.Of(file[name])))]).ToPickle(protocol) : null);
    }

    /// <summary>An array as an array, also where it has no dimensions: files of arrays hold no scalars.</summary>
    internal static PyObject Describe(ArrayPickler arrays, NDArray array) => arrays.Describe(array, arrays.Describe(array.DType));

    internal static PyDict ToDict(NpzFile file, int protocol)
    {
        var dict = new PyDict();
        var arrays = new ArrayPickler(protocol);
        foreach (string name in file.Names)
        {
            dict[name] = Describe(arrays, file[name]);
        }

        return dict;
    }

    /// <summary>A row a line, without a header, as <c>numpy.savetxt(delimiter=',')</c> would with Python's shortest numbers.</summary>
    /// <exception cref="UnsupportedConversionException">The array has more than two dimensions, or is lost in a CSV.</exception>
    internal static void WriteCsv(NDArray array, Stream stream, Losses losses)
    {
        if (array.Rank > 2)
        {
            throw new UnsupportedConversionException($"an array of {array.Rank} dimensions is no table; write it as .npy");
        }

        if (array.Rank != 1 && (array.Rank == 0 || array.Shape[1] == 1) || array.Length == 0)
        {
            losses.AddType($"the shape {new PyValue(new PyTuple([.. array.Shape.ToArray().Select(size => (PyValue)size)]))} of the array");
        }

        if (array.DType is not { Kind: 'i' or 'f', ItemSize: 8, IsSwapped: false })
        {
            losses.AddType($"the dtype {array.DType.Name} of the array");
        }

        losses.Refuse();
        Limits limits = losses.Options.Limits;

        long written = 0;
        int columns = array.Rank == 2 ? array.Shape[1] : 1;
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\n" };
        for (int i = 0; i < array.Length; i++)
        {
            string field = Field(array[i]);
            written += field.Length + 1;
            if (written > limits.MaxDecompressedBytes)
            {
                throw new PickleLimitException("LimitGraphExpansion",
                    $"the table would be larger than {limits.MaxDecompressedBytes} bytes");
            }

            writer.Write(field);
            writer.Write((i + 1) % columns == 0 ? '\n' : ',');
        }
    }

    internal static void WriteNpy(NDArray array, Stream stream) => NpyFormat.Write(Plain(array), stream);

    /// <summary>Records whose fields overlap have no .npy form.</summary>
    internal static NDArray Plain(NDArray array) => NpyFormat.CanWrite(array.DType) ? array
        : throw new UnsupportedConversionException(
            $"an array of {array.DType.Name} whose fields overlap cannot be written as .npy; write it as .pkl or .joblib");

    private static string Described(PyValue value) =>
        value.As<PyObject>() is { Class: { } type } ? PyKindText.WithArticle(type.Name) : value.Kind.WithArticle();

    private static string Field(PyValue value)
    {
        if (value.Kind == PyKind.Int && value.TryGetBigInteger(out var integer) && integer.GetByteCount() > PyJson.LongestInt)
        {
            throw new UnsupportedConversionException(
                $"an int of {integer.GetBitLength()} bits has more digits than Python reads; write it as .pkl or .joblib");
        }

        string text = value.IsNone ? "" : value.AsString() ?? value.ToString();
        return text.AsSpan().ContainsAny(",\"\n\r") ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : text;
    }
}
