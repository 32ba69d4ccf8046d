using System.Text.Json;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Pickling;

/// <summary>Files of real producers, loaded and saved, are the same files. BRINE_FIXTURES names the folder that has them.</summary>
public sealed class FixtureIdentityTests
{
    private static string Fixtures => Environment.GetEnvironmentVariable("BRINE_FIXTURES") ?? "";

    [Theory]
    [InlineData("sklearn-1.2.1")]
    [InlineData("sklearn-1.9.0")]
    public void PicklesOfModelsAreWrittenAsTheyWere(string folder)
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Fixtures, folder)), "BRINE_FIXTURES names no folder with fixtures");
        int tried = 0;
        foreach (string file in Directory.GetFiles(Path.Combine(Fixtures, folder), "*.pkl"))
        {
            PickleFile read = PickleFile.Open(file);
            byte[] written = Pickler.Dump(read.Value, new PicklerOptions { Protocol = read.Protocol });
            Assert.True(read.Data.Span[..read.End].SequenceEqual(written), Path.GetFileName(file));
            tried++;
        }

        Assert.True(tried > 200);
    }

    [Theory]
    [InlineData("sklearn-1.2.1")]
    [InlineData("sklearn-1.9.0")]
    public void JoblibFilesOfModelsAreWrittenAsTheyWere(string folder)
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Fixtures, folder)), "BRINE_FIXTURES names no folder with fixtures");
        int tried = 0;
        foreach (string file in Directory.GetFiles(Path.Combine(Fixtures, folder), "*.joblib"))
        {
            PickleFile read = PickleFile.Open(file);
            using var stream = new MemoryStream();
            PickleSaver.WriteJoblib(read.Value, stream, new SaveOptions { Protocol = read.Protocol, ObjectArrayProtocol = read.ObjectArrayProtocol ?? 2 });
            Assert.True(read.Data.Span[..read.End].SequenceEqual(stream.ToArray()), Path.GetFileName(file));
            tried++;
        }

        Assert.True(tried > 100);
    }

    [Theory]
    [InlineData("py3.9-numpy1.20-pandas1.2")]
    [InlineData("py3.11-numpy1.24-pandas1.5")]
    [InlineData("py3.11-numpy1.26-pandas2.1")]
    [InlineData("py3.11-numpy2.4-pandas3.0-nopyarrow")]
    [InlineData("py3.11-numpy2.4-pandas3.1")]
    public void PicklesOfValuesAreWrittenAsTheyWere(string producer)
    {
        string folder = Path.Combine(Fixtures, "values", producer);
        Assert.SkipUnless(Directory.Exists(folder), "BRINE_FIXTURES names no folder with fixtures");
        var seen = new HashSet<string>();
        foreach (string line in File.ReadLines(Path.Combine(folder, "manifest.jsonl")))
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement entry = document.RootElement, how = entry.GetProperty("how");
            string file = entry.GetProperty("file").GetString()!;
            if (how.GetProperty("by").GetString() != "pickle" || !seen.Add(file))
            {
                continue;
            }

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
            bool isPython = how.TryGetProperty("pickler", out JsonElement name) && name.GetString() == "Python";
            Pickler? pickler = null;
            while (unpickler.Position < bytes.Length)
            {
                PyValue value = unpickler.Load();
                (pickler ??= new Pickler(null, new PicklerOptions
                {
                    Protocol = unpickler.Protocol,
                    Profile = isPython ? PickleProfile.PurePython : PickleProfile.CPython,
                    BufferCallback = buffers.Count > 0 ? _ => { } : null,
                })).Write(value);
            }

            Assert.True(bytes.AsSpan().SequenceEqual(pickler!.ToArray()), file);
        }
    }
}
