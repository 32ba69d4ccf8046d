using System.Globalization;
using System.Text;
using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine;

/// <summary>Values as arrays: one for .npy and .csv, named ones for .npz.</summary>
internal static class ArrayTables
{
    internal static NDArray Single(PyValue value)
    {
        if (NDArray.From(value) is { } array)
        {
            return array;
        }

        if (value.As<PyList>() is { } list)
        {
            if (list.TryGetDoubles(out ReadOnlySpan<double> doubles))
            {
                return NDArray.Of(doubles.ToArray());
            }

            if (list.TryGetInt64s(out ReadOnlySpan<long> integers))
            {
                return NDArray.Of(integers.ToArray());
            }
        }

        throw new UnsupportedConversionException($"the file holds a {Describe(value)}, not one array; write it as .json, .pkl or .joblib");
    }

    internal static byte[] WriteNpy(PyValue value) => NpyFormat.Write(Plain(Single(value)));

    internal static NpzFile Named(PyValue value)
    {
        var file = new NpzFile();
        if (FrameTables.Frame(value) is { } frame)
        {
            IReadOnlyList<string> names = frame.ColumnNames;
            for (int i = 0; i < names.Count; i++)
            {
                file[names[i]] = Plain(FrameTables.ColumnArray(frame.Columns[i]));
            }

            return file;
        }

        if (value.As<PyDict>() is not { } dict)
        {
            file["arr_0"] = Plain(Single(value));
            return file;
        }

        foreach ((PyValue key, PyValue item) in dict)
        {
            file[key.AsString() ?? throw new UnsupportedConversionException($"the key {key} is no name for an array; write .json, .pkl or .joblib")] = Plain(Single(item));
        }

        return file;
    }

    internal static PyDict ToDict(NpzFile file, int protocol)
    {
        var dict = new PyDict();
        var arrays = new ArrayPickler(protocol);
        foreach (string name in file.Names)
        {
            dict[name] = arrays.Describe(file[name]);
        }

        return dict;
    }

    /// <summary>A row a line, without a header, as <c>numpy.savetxt(delimiter=',')</c> would with Python's shortest numbers.</summary>
    internal static void WriteCsv(NDArray array, Stream stream, Limits limits)
    {
        if (array.Rank > 2)
        {
            throw new UnsupportedConversionException($"an array of {array.Rank} dimensions is no table; write it as .npy");
        }

        long written = 0;
        int columns = array.Rank == 2 ? array.Shape[1] : 1;
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\n" };
        for (int i = 0; i < array.Length; i++)
        {
            string field = Field(array[i]);
            written += field.Length + 1;
            if (written > limits.MaxDecompressedBytes)
            {
                throw new PickleLimitException("LimitGraphExpansion", $"the table would be larger than {limits.MaxDecompressedBytes} bytes");
            }

            writer.Write(field);
            writer.Write((i + 1) % columns == 0 ? '\n' : ',');
        }
    }

    /// <summary>Records whose fields overlap have no .npy form.</summary>
    private static NDArray Plain(NDArray array) => NpyFormat.CanWrite(array.DType) ? array
        : throw new UnsupportedConversionException($"an array of {array.DType.Name} whose fields overlap cannot be written as .npy; write it as .pkl or .joblib");

    internal static string Describe(PyValue value) => value.As<PyObject>() is { Class: { } type } ? type.Name : value.Kind.ToString().ToLowerInvariant();

    private static string Field(PyValue value)
    {
        string text = value.IsNone ? "" : value.AsString() ?? (value.TryGetBigInteger(out var integer) && value.Kind == PyKind.Int ? integer.ToString(CultureInfo.InvariantCulture) : value.ToString());
        return text.AsSpan().ContainsAny(",\"\n\r") ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : text;
    }
}
