using System.Text.Json;

namespace Brine.Scanning;

/// <summary>A report in the Static Analysis Results Interchange Format (SARIF) 2.1.0.</summary>
internal static class SarifLog
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    internal static void Write(ScanReport report, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("$schema", Schema);
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(json);
        WriteInvocation(json, report);
        WriteArtifacts(json, report);
        json.WriteStartArray("results");
        for (int i = 0; i < report.Files.Count; i++)
        {
            foreach (ScanFinding finding in report.Files[i].Findings)
            {
                WriteResult(json, report.Files[i], i, finding);
            }
        }

        json.WriteEndArray();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTool(Utf8JsonWriter json)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "Brine");
        json.WriteString("semanticVersion", typeof(SarifLog).Assembly.GetName().Version!.ToString(3));
        json.WriteStartArray("rules");
        foreach (ScanRule rule in ScanRule.All)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Id);
            json.WriteString("name", rule.Id);
            WriteText(json, "shortDescription", rule.Title);
            WriteText(json, "fullDescription", rule.Why);
            WriteText(json, "help", rule.Advice);
            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", Level(rule.Severity));
            json.WriteEndObject();
            json.WriteStartObject("properties");
            json.WriteStartArray("tags");
            json.WriteStringValue("security");
            json.WriteEndArray();
            json.WriteString("security-severity", rule.Severity switch
            {
                ScanSeverity.Malicious => "9.8",
                ScanSeverity.Dangerous => "8.8",
                ScanSeverity.Review => "5.0",
                _ => "0.0",
            });
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Files that could not be read are notifications of the tool.</summary>
    private static void WriteInvocation(Utf8JsonWriter json, ScanReport report)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", report.Files.All(file => file.Error is null));
        json.WriteStartArray("toolExecutionNotifications");
        for (int i = 0; i < report.Files.Count; i++)
        {
            if (report.Files[i].Error is not { } error)
            {
                continue;
            }

            json.WriteStartObject();
            json.WriteString("level", "error");
            WriteText(json, "message", error);
            json.WriteStartArray("locations");
            json.WriteStartObject();
            json.WriteStartObject("physicalLocation");
            WriteArtifact(json, report.Files[i], i);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteArtifacts(Utf8JsonWriter json, ScanReport report)
    {
        json.WriteStartArray("artifacts");
        foreach (ScannedFile file in report.Files)
        {
            json.WriteStartObject();
            json.WriteStartObject("location");
            json.WriteString("uri", Uri(file.Path));
            json.WriteEndObject();
            json.WriteNumber("length", file.Error is null ? file.Length : -1);
            json.WriteStartObject("properties");
            json.WriteString("verdict", file.Verdict.ToString());
            json.WriteBoolean("incomplete", file.IsIncomplete);
            json.WriteString("format", file.Format?.ToString() ?? "Unknown");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteResult(Utf8JsonWriter json, ScannedFile file, int index, ScanFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.RuleId);
        json.WriteNumber("ruleIndex", IndexOf(finding.Rule));
        json.WriteString("level", Level(finding.Severity));
        WriteText(json, "message", finding.Call is null ? finding.Message : $"{finding.Message} [{finding.Call}]");
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        WriteArtifact(json, file, index);

        // The offset of a part that was packed or lies in another is none of the file's.
        if (finding.Offset is { } offset && finding.Place == PlainText.Of(file.Path) && offset < file.Length)
        {
            json.WriteStartObject("region");
            json.WriteNumber("byteOffset", offset);
            json.WriteNumber("byteLength", 1);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartArray("logicalLocations");
        json.WriteStartObject();
        json.WriteString("fullyQualifiedName", finding.Place);
        json.WriteString("kind", "member");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("partialFingerprints");
        json.WriteString("brineFinding/v1", finding.Fingerprint);
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteString("severity", finding.Severity.ToString());
        if (finding.Offset is { } place)
        {
            json.WriteNumber("offset", place);
        }

        if (finding.Opcode is { } opcode)
        {
            json.WriteString("opcode", opcode);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteArtifact(Utf8JsonWriter json, ScannedFile file, int index)
    {
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", Uri(file.Path));
        json.WriteNumber("index", index);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static int IndexOf(ScanRule rule)
    {
        for (int i = 0; i < ScanRule.All.Count; i++)
        {
            if (ScanRule.All[i] == rule)
            {
                return i;
            }
        }

        return -1;
    }

    private static string Level(ScanSeverity severity) => severity switch
    {
        ScanSeverity.Note => "note",
        ScanSeverity.Review => "warning",
        _ => "error",
    };

    /// <summary>A path as a URI reference: relative ones stay relative.</summary>
    private static string Uri(string path)
    {
        string plain = System.IO.Path.DirectorySeparatorChar == '\\' ? path.Replace('\\', '/') : path;
        string escaped = string.Join('/', plain.Split('/').Select(System.Uri.EscapeDataString));
        return !System.IO.Path.IsPathRooted(path) ? escaped : escaped.StartsWith('/') ? "file://" + escaped : "file:///" + escaped;
    }
}
