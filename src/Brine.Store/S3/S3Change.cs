using System.Globalization;

namespace Brine.Store;

/// <summary>A change that is made when its entry is in the bucket, and not before.</summary>
/// <param name="view">What stands on this machine.</param>
internal sealed class S3Change(IIndexView view) : IIndexChange
{
    private readonly SortedDictionary<string, IndexRow> _records = new(StringComparer.Ordinal);

    /// <summary>The entry; null where nothing is changed.</summary>
    internal (long Number, ReadOnlyMemory<byte> Body, string Hash)? Last { get; private set; }

    public IndexRow? Find(string key) => _records.TryGetValue(key, out IndexRow row) ? row : view.Find(key);

    public IEnumerable<IndexRow> Scan(string prefix) => view.Scan(prefix).Where(row => !_records.ContainsKey(row.Key))
        .Concat(_records.Values.Where(row => row.Key.StartsWith(prefix, StringComparison.Ordinal)))
        .OrderBy(row => row.Key, StringComparer.Ordinal);

    public IndexRow? Entry(long number) => Last is { } last && last.Number == number ? RowOf(last) : view.Entry(number);

    public IEnumerable<IndexRow> Entries(long first) =>
        Last is { } last && last.Number >= first ? view.Entries(first).Append(RowOf(last)) : view.Entries(first);

    public void Put(string key, ReadOnlyMemory<byte> body, string seal) => _records[key] = new IndexRow(key, body, seal);

    public void Append(long number, ReadOnlyMemory<byte> body, string hash) => Last = Last is null ? (number, body, hash)
        : throw new InvalidOperationException("a change has one entry");

    private static IndexRow RowOf((long Number, ReadOnlyMemory<byte> Body, string Hash) entry) =>
        new(entry.Number.ToString(CultureInfo.InvariantCulture), entry.Body, entry.Hash);
}
