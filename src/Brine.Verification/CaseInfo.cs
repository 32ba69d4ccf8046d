using System.Text.Json;

namespace Brine.Verification;

/// <summary>What a line of <c>manifest.jsonl</c> says of a case: a model, its inputs, its answers.</summary>
public sealed record CaseInfo
{
    /// <summary>The name of the case.</summary>
    public required string Id { get; init; }

    /// <summary>The model file, beside the manifest.</summary>
    public required string Model { get; init; }

    /// <summary>The <c>.npz</c> with inputs and answers, beside the manifest.</summary>
    public required string Answers { get; init; }

    /// <summary>The methods whose answers are stored.</summary>
    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>How the model was saved, in words.</summary>
    public string Format { get; init; } = "";

    /// <summary>The class of the model, with its module.</summary>
    public string Estimator { get; init; } = "";

    /// <summary>The order of the columns <c>X.col.NAME</c>, or null where the inputs are no table.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The rows of string arrays that were None, by the name of the array.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<int>> Missing { get; init; } = new Dictionary<string, IReadOnlyList<int>>();

    /// <summary>The order and the gaps of the columns, for reading the inputs.</summary>
    public NpzOptions Npz => new() { Columns = Columns, Missing = Missing };

    /// <summary>Reads all lines of a manifest.</summary>
    /// <exception cref="JsonException">A line is no JSON, or lacks a field.</exception>
    public static IReadOnlyList<CaseInfo> ReadManifest(string path)
    {
        var cases = new List<CaseInfo>();
        foreach (string line in File.ReadLines(path))
        {
            if (line.Length > 0)
            {
                using JsonDocument document = JsonDocument.Parse(line);
                cases.Add(Read(document.RootElement));
            }
        }

        return cases;
    }

    /// <summary>The case whose answers are in this file, when a <c>manifest.jsonl</c> lies beside it; else null.</summary>
    public static CaseInfo? FindBeside(string npzPath)
    {
        string manifest = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(npzPath))!, "manifest.jsonl");
        return File.Exists(manifest) ? ReadManifest(manifest).FirstOrDefault(item => item.Answers == Path.GetFileName(npzPath)) : null;
    }

    private static CaseInfo Read(JsonElement line) => new()
    {
        Id = Text(line, "id"),
        Model = Text(line, "model"),
        Answers = Text(line, "answers"),
        Methods = line.TryGetProperty("methods", out JsonElement methods) ? [.. methods.EnumerateArray().Select(item => item.GetString()!)]
            : [],
        Format = Text(line, "format"),
        Estimator = Text(line, "estimator"),
        Columns = line.TryGetProperty("columns", out JsonElement columns) && columns.ValueKind == JsonValueKind.Array
            ? [.. columns.EnumerateArray().Select(item => item.GetString()!)] : null,
        Missing = line.TryGetProperty("missing", out JsonElement missing)
            ? missing.EnumerateObject().ToDictionary(item => item.Name,
                item => (IReadOnlyList<int>)[.. item.Value.EnumerateArray().Select(row => row.GetInt32())])
            : new Dictionary<string, IReadOnlyList<int>>(),
    };

    private static string Text(JsonElement line, string name) =>
        line.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";
}
