using System.Text.Encodings.Web;
using System.Text.Json;

namespace Brine;

/// <summary>Prints a report for programs.</summary>
internal static class InspectionJson
{
    internal static void Write(InspectionReport report, Stream output)
    {
        using (var json = new Utf8JsonWriter(output,
            new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("path", report.Path);
            json.WriteNumber("bytes", report.FileBytes);
            json.WriteString("container", report.Container);
            json.WriteString("codec", report.Codec.ToString().ToLowerInvariant());
            if (report.Protocol is { } protocol)
            {
                json.WriteNumber("protocol", protocol);
            }

            List(json, "written_by", report.WrittenBy);
            List(json, "methods", report.Methods);
            json.WriteString("cannot_run", report.CannotRun);
            List(json, "features", report.FeatureNames);
            if (report.FeatureCount is { } count)
            {
                json.WriteNumber("feature_count", count);
            }

            List(json, "classes", report.Classes);
            List(json, "notes", report.Notes);
            json.WritePropertyName("content");
            Node(json, report.Content);
            json.WriteString("verdict", report.Verdict?.ToString());
            json.WriteStartObject("imports");
            foreach ((string name, int times) in report.Imports)
            {
                json.WriteNumber(name, times);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }

    private static void List(Utf8JsonWriter json, string name, IReadOnlyList<string>? items)
    {
        if (items is null)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (string item in items)
        {
            json.WriteStringValue(item);
        }

        json.WriteEndArray();
    }

    private static void Node(Utf8JsonWriter json, InspectionNode node)
    {
        json.WriteStartObject();
        json.WriteString("name", node.Name);
        json.WriteString("summary", node.Summary);
        if (node.IsFolded)
        {
            json.WriteBoolean("folded", true);
        }

        if (node.Children.Count > 0)
        {
            json.WriteStartArray("children");
            foreach (InspectionNode child in node.Children)
            {
                Node(json, child);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
