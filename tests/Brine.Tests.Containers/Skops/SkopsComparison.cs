using System.Text.Json;
using Brine.Containers;

namespace Brine.Tests.Containers.Skops;

/// <summary>Compares a skops file of ours with one of skops's own: the same nodes and arrays, whatever their ids.</summary>
internal sealed class SkopsComparison : IDisposable
{
    private readonly ZipReader _ours;
    private readonly ZipReader _theirs;
    private readonly Dictionary<long, long> _ids = [];
    private readonly HashSet<long> _taken = [];

    private SkopsComparison(byte[] ours, byte[] theirs) => (_ours, _theirs) = (ZipReader.Read(ours), ZipReader.Read(theirs));

    /// <summary>How many nodes were compared.</summary>
    private int Nodes { get; set; }

    internal static int Compare(byte[] ours, byte[] theirs)
    {
        using var comparison = new SkopsComparison(ours, theirs);
        using JsonDocument left = Schema(comparison._ours), right = Schema(comparison._theirs);
        comparison.Compare(left.RootElement, right.RootElement, "value");
        return comparison.Nodes;
    }

    public void Dispose()
    {
        _ours.Dispose();
        _theirs.Dispose();
    }

    private static JsonDocument Schema(ZipReader zip) =>
        JsonDocument.Parse(Member(zip, "schema.json"), new JsonDocumentOptions { MaxDepth = 1000 });

    private static ReadOnlyMemory<byte> Member(ZipReader zip, string name) => zip.ReadAll(zip.Entries.Single(entry => entry.Name == name));

    private void Compare(JsonElement ours, JsonElement theirs, string path)
    {
        Assert.True(ours.ValueKind == theirs.ValueKind, $"{path}: {ours} and {theirs}");
        switch (ours.ValueKind)
        {
            case JsonValueKind.Object:
                CompareObject(ours, theirs, path);
                break;
            case JsonValueKind.Array:
                Assert.True(ours.GetArrayLength() == theirs.GetArrayLength(),
                    $"{path}: {ours.GetArrayLength()} items and {theirs.GetArrayLength()}");
                for (int i = 0; i < ours.GetArrayLength(); i++)
                {
                    Compare(ours[i], theirs[i], $"{path}[{i}]");
                }

                break;
            default:
                Assert.True(ours.GetRawText() == theirs.GetRawText() || ours.ToString() == theirs.ToString(),
                    $"{path}: {ours} and {theirs}");
                break;
        }
    }

    private void CompareObject(JsonElement ours, JsonElement theirs, string path)
    {
        string? loader = ours.TryGetProperty("__loader__", out JsonElement named) ? named.GetString() : null;
        if (loader is not null)
        {
            Nodes++;
            long theirId = theirs.GetProperty("__id__").GetInt64();
            if (loader == "CachedNode")
            {
                Assert.True(_ids[ours.GetProperty("__id__").GetInt64()] == theirId, $"{path}: another object");
                return;
            }

            // skops names numbers and the empty tuple by where Python keeps them.
            if (loader != "JsonNode" && !(loader == "TupleNode" && ours.GetProperty("content").GetArrayLength() == 0))
            {
                long ourId = ours.GetProperty("__id__").GetInt64();
                bool isNew = _ids.TryAdd(ourId, theirId);
                Assert.True(isNew ? _taken.Add(theirId) : _ids[ourId] == theirId, $"{path}: shared in one of the files only");
            }
        }

        string[] ignored = loader is null ? [] : ["__id__", "_skops_version", "file"];
        IEnumerable<string> Names(JsonElement node) =>
            node.EnumerateObject().Select(property => property.Name).Except(ignored).Order(StringComparer.Ordinal);
        Assert.True(Names(ours).SequenceEqual(Names(theirs)),
            $"{path}: {string.Join(' ', Names(ours))} and {string.Join(' ', Names(theirs))}");
        foreach (JsonProperty property in ours.EnumerateObject())
        {
            if (!ignored.Contains(property.Name))
            {
                Compare(property.Value, theirs.GetProperty(property.Name), $"{path}.{property.Name}");
            }
        }

        if (loader is not null && ours.TryGetProperty("file", out JsonElement file))
        {
            CompareMembers(Member(_ours, file.GetString()!), Member(_theirs, theirs.GetProperty("file").GetString()!), path);
        }
    }

    private static void CompareMembers(ReadOnlyMemory<byte> ours, ReadOnlyMemory<byte> theirs, string path)
    {
        if (!ours.Span.StartsWith("PK"u8))
        {
            Assert.True(ours.Span.SequenceEqual(theirs.Span), $"{path}: other bytes in the file beside the schema");
            return;
        }

        using ZipReader left = ZipReader.Read(ours), right = ZipReader.Read(theirs);
        Assert.Equal(right.Entries.Select(entry => entry.Name), left.Entries.Select(entry => entry.Name));
        foreach (ZipEntry entry in left.Entries)
        {
            Assert.True(left.ReadAll(entry).Span.SequenceEqual(Member(right, entry.Name).Span), $"{path}: other bytes in {entry.Name}");
        }
    }
}
