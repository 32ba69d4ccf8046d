using System.Text.Json;

namespace Brine.Verification;

/// <summary>One line of a folder of values: a file, and what Python loads from it.</summary>
public sealed class ValueCase
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 10_000 };

    private ValueCase(string folder, bool isPython2, JsonElement line)
    {
        Folder = folder;
        IsPython2 = isPython2;
        Line = line;
        Id = Text("id");
        File = Text("file");
        Kind = Text("kind");
    }

    /// <summary>The name of the case.</summary>
    public string Id { get; }

    /// <summary>The file, beside the manifest.</summary>
    public string File { get; }

    /// <summary>What sort of value it is: plain, numpy, scipy, pandas, joblib, npy, npz, opaque.</summary>
    public string Kind { get; }

    /// <summary>The folder of the manifest.</summary>
    public string Folder { get; }

    /// <summary>True when Python 2 wrote the file: names are Python 2's, and dicts have no order.</summary>
    public bool IsPython2 { get; }

    /// <summary>The whole line.</summary>
    internal JsonElement Line { get; }

    /// <summary>The expected value, tagged as <c>README-values.md</c> says.</summary>
    internal JsonElement Expected => Line.GetProperty("expect");

    /// <summary>Reads the cases of a folder one by one.</summary>
    /// <exception cref="JsonException">A line is no JSON, or lacks a field.</exception>
    public static IEnumerable<ValueCase> ReadManifest(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        bool isPython2 = IsFromPython2(folder);
        foreach (string line in System.IO.File.ReadLines(Path.Combine(folder, "manifest.jsonl")))
        {
            if (line.Length > 0)
            {
                yield return Parse(folder, line, isPython2);
            }
        }
    }

    /// <summary>True when a folder's manifest holds values, and not models with their answers.</summary>
    public static bool IsFolder(string folder)
    {
        string manifest = Path.Combine(folder, "manifest.jsonl");
        if (!System.IO.File.Exists(manifest) || System.IO.File.ReadLines(manifest).FirstOrDefault(line => line.Length > 0) is not { } first)
        {
            return false;
        }

        using JsonDocument document = JsonDocument.Parse(first, Deep);
        return document.RootElement.TryGetProperty("expect", out _);
    }

    /// <summary>Reads one line of a manifest.</summary>
    /// <exception cref="JsonException">The line is no JSON, or lacks a field.</exception>
    public static ValueCase Parse(string folder, string line, bool isPython2)
    {
        JsonElement root = JsonDocument.Parse(line, Deep).RootElement;
        return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("expect", out _) && root.TryGetProperty("file", out _)
            ? new ValueCase(folder, isPython2, root)
            : throw new JsonException("a line of the manifest has no 'file' or no 'expect'");
    }

    /// <summary>A part of <c>how</c> the file was written, or null.</summary>
    internal string? How(string name) =>
        Line.TryGetProperty("how", out JsonElement how) && how.TryGetProperty(name, out JsonElement value) ? value.ToString() : null;

    private static bool IsFromPython2(string folder)
    {
        string producer = Path.Combine(folder, "producer.json");
        if (!System.IO.File.Exists(producer))
        {
            return Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)).StartsWith("py2", StringComparison.Ordinal);
        }

        using JsonDocument document = JsonDocument.Parse(System.IO.File.ReadAllText(producer));
        return document.RootElement.TryGetProperty("python", out JsonElement version) && version.GetString()!.StartsWith('2');
    }

    private string Text(string name) =>
        Line.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
