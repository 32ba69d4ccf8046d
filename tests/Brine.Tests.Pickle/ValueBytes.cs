using System.Text.Json;
using Brine.Pickling;

namespace Brine.Tests.Pickling;

/// <summary>Loads the pickles of a folder of values and writes them again, with the profile that the file shows.</summary>
internal sealed class ValueBytes
{
    /// <summary>How many files were tried, how many came out as they were, and how many of the others differ only in memo entries that
    /// nothing uses.</summary>
    internal int Tried { get; private set; }

    internal int Same { get; private set; }

    internal int SameButForTheMemo { get; private set; }

    internal List<string> Different { get; } = [];

    internal static ValueBytes Run(string folder, string? kind = null)
    {
        var result = new ValueBytes();
        var seen = new HashSet<string>();
        foreach (string line in File.ReadLines(Path.Combine(folder, "manifest.jsonl")))
        {
            using JsonDocument document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 2000 });
            JsonElement entry = document.RootElement, how = entry.GetProperty("how");
            string file = entry.GetProperty("file").GetString()!;
            if (how.GetProperty("by").GetString() == "pickle" && (kind is null || entry.GetProperty("kind").GetString() == kind)
                && seen.Add(file))
            {
                result.Try(folder, file, entry);
            }
        }

        return result;
    }

    public override string ToString() =>
        $"{Same} of {Tried} the same, {SameButForTheMemo} but for unused memo entries, {Different.Count} different: "
            + $"{string.Join(' ', Different)}";

    private void Try(string folder, string file, JsonElement entry)
    {
        Tried++;
        var extensions = new Dictionary<int, PyGlobal>();
        foreach (JsonElement row in entry.TryGetProperty("extensions", out JsonElement rows) ? rows.EnumerateArray() : default)
        {
            extensions[row[0].GetInt32()] = new PyGlobal(row[1].GetString()!, row[2].GetString()!);
        }

        var buffers = new List<ReadOnlyMemory<byte>>();
        foreach (JsonElement row in entry.TryGetProperty("buffers", out JsonElement files) ? files.EnumerateArray() : default)
        {
            buffers.Add(File.ReadAllBytes(Path.Combine(folder, row.GetProperty("file").GetString()!)));
        }

        byte[] bytes = File.ReadAllBytes(Path.Combine(folder, file));
        var unpickler = new Unpickler(bytes, new UnpicklerOptions { Extensions = extensions, Buffers = buffers });
        var values = new List<PyValue>();
        int end = 0;
        while (unpickler.Position < bytes.Length)
        {
            values.Add(unpickler.Load());
            end = values.Count == 1 ? (int)unpickler.Position : end;
        }

        var options = new PicklerOptions { Protocol = unpickler.Protocol, BufferCallback = buffers.Count > 0 ? _ => false : null };
        (PickleProfile profile, bool isExact) = PickleProfileDetector.Detect(values[0], bytes.AsMemory(0, end), options);
        var pickler = new Pickler(options with { Profile = profile });
        foreach (PyValue value in values)
        {
            pickler.Write(value);
        }

        byte[] written = pickler.ToArray();
        bool isSame = bytes.AsSpan().SequenceEqual(written);
        Assert.True(isExact || !isSame, $"{file}: the detector says {profile} is not exact, and it is");
        if (isSame)
        {
            Same++;
        }
        else if (PickleOptimizer.Optimize(written).AsSpan().SequenceEqual(PickleOptimizer.Optimize(bytes)))
        {
            SameButForTheMemo++;
        }
        else
        {
            Different.Add(file);
        }
    }
}
