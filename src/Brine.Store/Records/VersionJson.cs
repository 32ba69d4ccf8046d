using System.Text.Json;
using Brine.Scanning;

namespace Brine.Store;

/// <summary>A version as JSON: in the index, in exports, and as the command prints it.</summary>
internal static class VersionJson
{
    internal static byte[] Write(ModelVersion version) => RecordJson.Write(json => Write(json, version));

    internal static void Write(Utf8JsonWriter json, ModelVersion version)
    {
        json.WriteString("name", version.Name);
        json.WriteNumber("version", version.Number);
        json.File("file", version.File);
        json.Time("added", version.Added);
        json.WriteString("by", version.AddedBy);
        json.WriteString("machine", version.Machine);
        json.WriteString("verdict", version.Verdict.ToString());
        json.WriteBoolean("incomplete", version.IsScanIncomplete);
        json.WriteString("content", version.Content);
        json.Texts("written_by", version.WrittenBy);
        WriteCode(json, version.Code);
        json.File("data", version.Data);
        json.WriteStartObject("metrics");
        foreach ((string name, double value) in version.Metrics.OrderBy(metric => metric.Key, StringComparer.Ordinal))
        {
            json.WriteNumber(name, value);
        }

        json.WriteEndObject();
        json.File("cases", version.Cases);
        json.Optional("cases_by", version.CasesBy);
        json.File("signature", version.Signature);
        json.Texts("tags", version.Tags);
        json.WriteStartArray("notes");
        foreach (VersionNote note in version.Notes)
        {
            WriteWords(json, "text", note.Text, note.Who, note.Time);
        }

        json.WriteEndArray();
        json.WriteStartArray("approvals");
        foreach (VersionApproval approval in version.Approvals)
        {
            WriteWords(json, "environment", approval.Environment, approval.Who, approval.Time);
        }

        json.WriteEndArray();
        json.WriteBoolean("removed", version.IsRemoved);
        json.Optional("imported_from", version.ImportedFrom);
    }

    internal static ModelVersion Read(ReadOnlyMemory<byte> body, string place)
    {
        using JsonDocument document = RecordJson.Parse(body, place);
        return Read(document.RootElement);
    }

    internal static ModelVersion Read(JsonElement json) => new()
    {
        Name = json.Text("name"),
        Number = json.Number("version"),
        File = json.File("file") ?? throw RecordJson.Damaged("the file of a version"),
        Added = json.Time("added"),
        AddedBy = json.Text("by"),
        Machine = json.Text("machine"),
        Verdict = Enum.TryParse(json.Text("verdict"), out Verdict verdict) && Enum.IsDefined(verdict) ? verdict
            : throw RecordJson.Damaged("the verdict of a version"),
        IsScanIncomplete = json.Flag("incomplete"),
        Content = json.Text("content"),
        WrittenBy = json.Texts("written_by"),
        Code = json.Part("code") is { } code ? ReadCode(code) : new CodeOrigin(),
        Data = json.File("data"),
        Metrics = json.Part("metrics") is { } metrics ? ReadMetrics(metrics) : new Dictionary<string, double>(),
        Cases = json.File("cases"),
        CasesBy = json.OptionalText("cases_by"),
        Signature = json.File("signature"),
        Tags = json.Texts("tags"),
        Notes = [.. json.Items("notes").Select(note => new VersionNote(note.Text("text"), note.Text("by"), note.Time("time")))],
        Approvals = [.. json.Items("approvals")
            .Select(item => new VersionApproval(item.Text("environment"), item.Text("by"), item.Time("time")))],
        IsRemoved = json.Flag("removed"),
        ImportedFrom = json.OptionalText("imported_from"),
    };

    private static void WriteCode(Utf8JsonWriter json, CodeOrigin code)
    {
        json.WriteStartObject("code");
        json.Optional("commit", code.Commit);
        json.Optional("branch", code.Branch);
        if (code.IsDirty is { } dirty)
        {
            json.WriteBoolean("dirty", dirty);
        }

        json.File("script", code.Script);
        json.WriteEndObject();
    }

    private static CodeOrigin ReadCode(JsonElement json) => new()
    {
        Commit = json.OptionalText("commit"),
        Branch = json.OptionalText("branch"),
        IsDirty = json.OptionalFlag("dirty"),
        Script = json.File("script"),
    };

    private static Dictionary<string, double> ReadMetrics(JsonElement json)
    {
        var metrics = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (JsonProperty metric in json.EnumerateObject())
        {
            metrics[metric.Name] = metric.Value.ValueKind == JsonValueKind.Number && metric.Value.TryGetDouble(out double value) ? value
                : throw RecordJson.Damaged("a metric of a version");
        }

        return metrics;
    }

    private static void WriteWords(Utf8JsonWriter json, string kind, string words, string who, DateTimeOffset time)
    {
        json.WriteStartObject();
        json.WriteString(kind, words);
        json.WriteString("by", who);
        json.Time("time", time);
        json.WriteEndObject();
    }
}
