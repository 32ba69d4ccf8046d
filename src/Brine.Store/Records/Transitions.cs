using System.Text.Json;

namespace Brine.Store;

/// <summary>What each entry of the history makes of the records. The index is changed by this alone, and a check repeats it from the first
/// entry on: records that do not follow from the history are found.</summary>
internal static class Transitions
{
    /// <summary>The records that an entry writes, with their keys.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="find">A record as it stands before the entry, or null.</param>
    internal static IEnumerable<(string Key, byte[] Body)> Of(EntryBody entry, Func<string, ReadOnlyMemory<byte>?> find)
    {
        JsonElement data = entry.Data;
        switch (entry.Action)
        {
            case "add":
                ModelVersion version = VersionJson.Read(data.Part("version") ?? throw RecordJson.Damaged($"entry {entry.Number}"));
                return
                [
                    (RecordKeys.Version(version.Name, version.Number), VersionJson.Write(version)),
                    (RecordKeys.Model(version.Name), ModelBody(version.Name, version.Number)),
                ];
            case "tag":
                string tag = data.Text("tag");
                return Change(entry, find, old => old.Tags.Contains(tag) ? old : old with { Tags = [.. old.Tags, tag] });
            case "untag":
                return Change(entry, find, old => old with { Tags = [.. old.Tags.Where(word => word != data.Text("tag"))] });
            case "note":
                return Change(entry, find, old => old with { Notes = [.. old.Notes, new(data.Text("text"), entry.Who, entry.Time)] });
            case "approve":
                return Change(entry, find, old => old with
                    { Approvals = [.. old.Approvals, new(data.Text("environment"), entry.Who, entry.Time)] });
            case "attach":
                return Change(entry, find, old => old with
                {
                    Cases = data.File("cases") ?? old.Cases,
                    CasesBy = data.File("cases") is null ? old.CasesBy : data.OptionalText("cases_by"),
                    Signature = data.File("signature") ?? old.Signature,
                });
            case "remove":
                return Change(entry, find, old => old with { IsRemoved = true });
            case "environment":
                StoreEnvironment environment = EnvironmentJson.Read(data, $"entry {entry.Number}");
                return [(RecordKeys.Environment(environment.Name), EnvironmentJson.Write(environment))];
            case "promote" or "rollback":
                var placement = new Placement(data.Text("model"), data.Text("environment"), data.Number("number"), entry.Who, entry.Time)
                    { Entry = entry.Number };
                return [(RecordKeys.Placement(placement.Model, placement.Environment), EnvironmentJson.Write(placement))];
            case "gc":
                return data.Texts("keys").Select(key => (RecordKeys.Gone(key), RecordJson.Write(json =>
                    json.WriteNumber("entry", entry.Number))));
            default:
                throw new StoreException("StoreVersion",
                    $"the history has an entry '{SafeText.Of(entry.Action)}', which this version does not know");
        }
    }

    internal static byte[] ModelBody(string name, int newest) => RecordJson.Write(json =>
    {
        json.WriteString("name", name);
        json.WriteNumber("newest", newest);
    });

    private static (string, byte[])[] Change(EntryBody entry, Func<string, ReadOnlyMemory<byte>?> find,
        Func<ModelVersion, ModelVersion> change)
    {
        string key = RecordKeys.Version(entry.Data.Text("model"), entry.Data.Number("number"));
        ModelVersion old = VersionJson.Read(find(key) ?? throw RecordJson.Damaged($"entry {entry.Number}"), key);
        return [(key, VersionJson.Write(change(old)))];
    }
}
