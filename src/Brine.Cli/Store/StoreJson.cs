using System.Text.Json;
using Brine.Store;

namespace Brine.Cli;

/// <summary>Versions, environments and the history as JSON.</summary>
internal static class StoreJson
{
    internal static void Write(CliConsole console, Action<Utf8JsonWriter> write)
    {
        console.Output.Flush();
        using (var json = new Utf8JsonWriter(console.OutputStream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        console.OutputStream.WriteByte((byte)'\n');
    }

    internal static void Version(Utf8JsonWriter json, ModelVersion version, IEnumerable<Placement> placements)
    {
        VersionJson.Write(json, version);
        json.Texts("in", placements.Where(item => item.Model == version.Name && item.Version == version.Number)
            .Select(item => item.Environment));
    }

    internal static void List(Utf8JsonWriter json, string name, IEnumerable<Action<Utf8JsonWriter>> items)
    {
        json.WriteStartArray(name);
        foreach (Action<Utf8JsonWriter> item in items)
        {
            json.WriteStartObject();
            item(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    internal static void Entry(Utf8JsonWriter json, StoreEntry entry)
    {
        json.WriteNumber("entry", entry.Number);
        json.Time("time", entry.Time);
        json.WriteString("by", entry.Who);
        json.WriteString("machine", entry.Machine);
        json.WriteString("action", entry.Action);
        json.Optional("model", entry.Model);
        if (entry.Version is { } version)
        {
            json.WriteNumber("version", version);
        }

        json.Optional("environment", entry.Environment);
        json.WriteString("detail", entry.Detail);
        json.WriteString("sha256", entry.Hash);
    }

    internal static void Rules(Utf8JsonWriter json, IReadOnlyList<RuleResult> results) => List(json, "rules",
        results.Select(result => (Action<Utf8JsonWriter>)(item =>
        {
            item.WriteString("rule", result.Rule);
            item.WriteBoolean("met", result.IsMet);
            item.WriteString("reason", result.Reason);
        })));

    internal static void Checks(Utf8JsonWriter json, string name, IReadOnlyList<MethodCheck> checks) => List(json, name,
        checks.Select(check => (Action<Utf8JsonWriter>)(item =>
        {
            item.WriteString("method", check.Method);
            item.WriteBoolean("right", check.IsRight);
            item.WriteNumber("rows", check.Rows);
            item.WriteNumber("different", check.DifferentRows);
            Distance(item, "worst", check.Worst);
            item.Optional("problem", check.Problem);
            List(item, "differences", check.Differences.Select(row => (Action<Utf8JsonWriter>)(line =>
            {
                line.WriteNumber("row", row.Row);
                line.WriteString("expected", row.Expected);
                line.WriteString("actual", row.Actual);
                Distance(line, "distance", row.Distance);
            })));
        })));

    /// <summary>JSON has no infinity: answers that are simply others have no distance.</summary>
    private static void Distance(Utf8JsonWriter json, string name, double distance)
    {
        if (double.IsFinite(distance))
        {
            json.WriteNumber(name, distance);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
