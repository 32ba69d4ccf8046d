using System.Text.Json;

namespace Brine.Store;

/// <summary>A change of the index: each is one entry of the history and what follows from it.</summary>
internal sealed class LedgerChange(IIndexChange change) : LedgerView(change)
{
    /// <summary>Appends an entry, and writes the records that follow from it.</summary>
    internal EntryBody Append(string action, string who, string machine, DateTimeOffset time, Action<Utf8JsonWriter> data)
    {
        (long last, string before) = Head();
        var entry = new EntryBody(last + 1, before, time.ToUniversalTime(), who, machine, action, EntryBody.DataOf(data));
        byte[] body = entry.Write();
        string hash = Seal.Of(body);
        foreach ((string key, byte[] record) in Transitions.Of(entry, Find).ToArray())
        {
            Put(key, record);
        }

        change.Append(entry.Number, body, hash);
        Put(RecordKeys.Head, HeadBody(entry.Number, hash));
        return entry;
    }

    internal static byte[] HeadBody(long number, string hash) => RecordJson.Write(json =>
    {
        json.WriteNumber("entry", number);
        json.WriteString("hash", hash);
    });

    private void Put(string key, byte[] body) => change.Put(key, body, Seal.Of(key, body));
}
