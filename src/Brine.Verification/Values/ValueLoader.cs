using System.Text.Json;
using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Verification;

/// <summary>Loads the file of a case in the way that its line says.</summary>
internal static class ValueLoader
{
    private const int ObjectsInAStream = 3;

    internal static PyValue Load(ValueCase item)
    {
        string path = Path.Combine(item.Folder, item.File);
        ReadOnlyMemory<byte> bytes = File.ReadAllBytes(path);
        if (item.Line.TryGetProperty("offset", out JsonElement offset) && !item.IsPython2)
        {
            // Under Python 2 joblib rewinds a file that it was given open, and so loads its first object whatever the offset.
            bytes = bytes[offset.GetInt32()..];
        }

        string by = item.How("by") ?? "";
        return item.Kind switch
        {
            "npy" => new PyValue(Wrap(NpyFormat.Read(bytes))),
            "npz" => Npz(NpzFile.Read(bytes), item.IsPython2),
            _ when item.Line.TryGetProperty("sidecars", out _) => PickleFile.Open(path).Value,
            _ when by == "joblib" || by.EndsWith("to_pickle", StringComparison.Ordinal) => PickleFile.Read(bytes).Value,
            _ => Pickle(item, bytes),
        };
    }

    private static PyValue Pickle(ValueCase item, ReadOnlyMemory<byte> bytes)
    {
        var unpickler = new Unpickler(bytes, new UnpicklerOptions { Extensions = Extensions(item), Buffers = Buffers(item) });
        if (item.How("stream") is null)
        {
            return unpickler.Load();
        }

        var objects = new PyList();
        for (int i = 0; i < ObjectsInAStream; i++)
        {
            objects.Add(unpickler.Load());
        }

        return objects;
    }

    private static Dictionary<int, PyGlobal>? Extensions(ValueCase item) =>
        item.Line.TryGetProperty("extensions", out JsonElement rows)
            ? rows.EnumerateArray().ToDictionary(row => row[0].GetInt32(), row => new PyGlobal(row[1].GetString()!, row[2].GetString()!))
            : null;

    private static ReadOnlyMemory<byte>[]? Buffers(ValueCase item) =>
        item.Line.TryGetProperty("buffers", out JsonElement rows)
            ? [.. rows.EnumerateArray()
                .Select(row => (ReadOnlyMemory<byte>)File.ReadAllBytes(Path.Combine(item.Folder, row.GetProperty("file").GetString()!)))]
                : null;

    /// <summary>An array that no pickle holds, as the object by which the comparer meets arrays in pickles.</summary>
    private static PyObject Wrap(NDArray array) => new(new PyGlobal("numpy", "ndarray"), PyTuple.Empty) { View = array };

    /// <summary>The members by name, as <c>collections.OrderedDict</c> of arrays.</summary>
    private static PyValue Npz(NpzFile file, bool isPython2)
    {
        var entries = new PyList();
        foreach (string name in file.Names.Order(StringComparer.Ordinal))
        {
            PyValue key = isPython2 ? new PyByteString(System.Text.Encoding.Latin1.GetBytes(name)) : name;
            entries.Add(new PyTuple(key, Wrap(file[name])));
        }

        return new PyObject(new PyGlobal("collections", "OrderedDict"), new PyTuple(entries));
    }
}
