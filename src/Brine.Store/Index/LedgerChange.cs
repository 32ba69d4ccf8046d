using System.Text.Json;

namespace Brine.Store;

/// <summary>A change of the index: each is one entry of the history and what follows from it.</summary>
internal sealed class LedgerChange(IIndexChange change) : LedgerView(change)
{
    internal IIndexChange Change => change;

    /// <summary>Appends an entry, and writes the records that follow from it.</summary>
    internal EntryBody Append(string action, string who, string machine, DateTimeOffset time, Action<Utf8JsonWriter> data)
    {
        (long last, string before) = Head();
        var entry = new EntryBody(last + 1, before, time.ToUniversalTime(), who, machine, action, EntryBody.DataOf(data));
        byte[] body = entry.Write();
        Enter(entry, body);
        return entry;
    }

    /// <summary>Appends an entry that was written elsewhere, unless it is here already.</summary>
    /// <exception cref="StoreException">It does not follow the last one.</exception>
    internal void Repeat(long number, ReadOnlyMemory<byte> body)
    {
        (long last, string before) = Head();
        if (number <= last)
        {
            return;
        }

        string place = Place(number);
        EntryBody entry = EntryBody.Read(body, place);
        if (number != last + 1 || entry.Number != number || entry.Before != before)
        {
            throw RecordJson.Damaged(place);
        }

        Enter(entry, body);
    }

    private void Enter(EntryBody entry, ReadOnlyMemory<byte> body)
    {
        string hash = Seal.Of(body.Span);
        foreach ((string key, byte[] record) in Transitions.Of(entry, Find).ToArray())
        {
            Put(key, record);
        }

        change.Append(entry.Number, body, hash);
        Put(RecordKeys.Head, HeadBody(entry.Number, hash));
    }

    internal static byte[] HeadBody(long number, string hash) => RecordJson.Write(json =>
    {
        json.WriteNumber("entry", number);
        json.WriteString("hash", hash);
    });

    private void Put(string key, byte[] body) => change.Put(key, body, Seal.Of(key, body));
}
