using System.Text.Json;

namespace Brine.Scanning;

/// <summary>A report as JSON: <c>{"files":[{"path","verdict","incomplete","findings":[...]}]}</c>.</summary>
internal static class ReportJson
{
    internal static void Write(ScanReport report, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("verdict", report.Verdict.ToString());
        json.WriteBoolean("incomplete", report.IsIncomplete);
        json.WriteStartArray("files");
        foreach (ScannedFile file in report.Files)
        {
            Write(json, file);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ScannedFile file)
    {
        json.WriteStartObject();
        json.WriteString("path", file.Path);
        json.WriteString("verdict", file.Verdict.ToString());
        json.WriteBoolean("incomplete", file.IsIncomplete);
        json.WriteString("format", file.Format?.ToString());
        json.WriteNumber("bytes", file.Length);
        if (file.Error is { } error)
        {
            json.WriteString("error", error);
        }

        json.WriteStartArray("findings");
        foreach (ScanFinding finding in file.Findings)
        {
            json.WriteStartObject();
            json.WriteString("rule", finding.RuleId);
            json.WriteString("severity", finding.Severity.ToString());
            json.WriteString("place", finding.Place);
            if (finding.Offset is { } offset)
            {
                json.WriteNumber("offset", offset);
            }
            else
            {
                json.WriteNull("offset");
            }

            json.WriteString("opcode", finding.Opcode);
            json.WriteString("call", finding.Call);
            json.WriteString("message", finding.Message);
            json.WriteString("why", finding.Why);
            json.WriteString("advice", finding.Advice);
            json.WriteString("fingerprint", finding.Fingerprint);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("names");
        foreach (string name in file.Names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
