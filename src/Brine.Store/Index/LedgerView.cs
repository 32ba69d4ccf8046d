using System.Globalization;
using System.Text.Json;

namespace Brine.Store;

/// <summary>An index as it stood at one moment, whose records are believed only where their seals are right.</summary>
internal class LedgerView(IIndexView view)
{
    /// <summary>The body of a record, or null where there is none.</summary>
    /// <exception cref="StoreException">The record is not as it was written.</exception>
    internal ReadOnlyMemory<byte>? Find(string key) => view.Find(key) is { } row ? Checked(row, key) : default(ReadOnlyMemory<byte>?);

    /// <summary>The bodies of the records whose keys begin so.</summary>
    internal IEnumerable<(string Key, ReadOnlyMemory<byte> Body)> Scan(string prefix) =>
        view.Scan(prefix).Select(row => (row.Key, Checked(row, row.Key)));

    /// <summary>An entry of the history.</summary>
    internal EntryBody Entry(long number)
    {
        string place = Place(number);
        return view.Entry(number) is { } row ? Opened(row, number).Body : throw RecordJson.Damaged(place);
    }

    /// <summary>The history from an entry on, each with its hash.</summary>
    internal IEnumerable<(EntryBody Body, string Hash)> Entries(long first)
    {
        long number = first;
        foreach (IndexRow row in view.Entries(first))
        {
            yield return Opened(row, number++);
        }
    }

    /// <summary>The last entry and its hash; 0 where there is none yet.</summary>
    internal (long Number, string Hash) Head()
    {
        if (Find(RecordKeys.Head) is not { } body)
        {
            return (0, Seal.NoHash);
        }

        using JsonDocument document = RecordJson.Parse(body, "the record of the last entry");
        return (document.RootElement.Whole("entry"), document.RootElement.Text("hash"));
    }

    internal static string Place(long number) => string.Create(CultureInfo.InvariantCulture, $"entry {number} of the history");

    internal static (EntryBody Body, string Hash) Opened(IndexRow row, long number)
    {
        string place = Place(number);
        if (row.Seal != Seal.Of(row.Body.Span))
        {
            throw RecordJson.Damaged(place);
        }

        EntryBody body = EntryBody.Read(row.Body, place);
        return body.Number == number && row.Key == number.ToString(CultureInfo.InvariantCulture) ? (body, row.Seal)
            : throw RecordJson.Damaged(place);
    }

    private static ReadOnlyMemory<byte> Checked(IndexRow row, string key) =>
        row.Key == key && row.Seal == Seal.Of(key, row.Body.Span) ? row.Body
            : throw RecordJson.Damaged($"the record {SafeText.Of(key)}");
}
