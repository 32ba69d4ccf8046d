using System.Buffers.Binary;
using Brine.Containers;

namespace Brine.Store;

/// <summary>
/// Entries of the history together in one object, for machines that have seen none of them: <c>packs/NUMBER</c>, by the last one. A pack
/// stands for nothing. Each entry in it is held by the one behind it, the last one by an entry of the history itself; where a pack is
/// missing or wrong, the entries are fetched one by one.
/// </summary>
/// <param name="bucket">The bucket.</param>
internal sealed class S3Packs(S3Bucket bucket)
{
    internal const int Entries = 256;

    private const int Most = 8 << 20;
    private const string Packs = "packs/";

    /// <summary>The last entry of the pack in which an entry is.</summary>
    internal static long LastWith(long number) => (((number - 1) / Entries) + 1) * Entries;

    /// <summary>Writes the pack that ends with an entry. Whether that succeeds makes no difference but for the time of others.</summary>
    internal void Put(long last, IEnumerable<IndexRow> entries)
    {
        var body = new MemoryStream();
        byte[] length = new byte[sizeof(int)];
        foreach (IndexRow entry in entries)
        {
            BinaryPrimitives.WriteInt32BigEndian(length, entry.Body.Length);
            body.Write(length);
            body.Write(entry.Body.Span);
            if (body.Length > Most)
            {
                return;
            }
        }

        try
        {
            body.Position = 0;
            bucket.Put(KeyOf(last), body);
        }
        catch (Exception error) when (error is StoreException or FileNotWrittenException)
        {
            // The history is written, and is all that counts.
        }
    }

    /// <summary>The bodies of the entries up to one that ends a pack; null where there is no pack, or one that is none.</summary>
    internal List<(long Number, ReadOnlyMemory<byte> Body)>? Get(long last)
    {
        ReadOnlyMemory<byte> rest;
        try
        {
            rest = bucket.Get(KeyOf(last), Most + (Entries * sizeof(int)));
        }
        catch (StoreException error) when (error.Code == "StoreDamaged")
        {
            return null;
        }

        var entries = new List<(long, ReadOnlyMemory<byte>)>();
        while (rest.Length >= sizeof(int))
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(rest.Span);
            rest = rest[sizeof(int)..];
            if (length < 0 || length > rest.Length || entries.Count == Entries)
            {
                return null;
            }

            entries.Add((last - Entries + 1 + entries.Count, rest[..length]));
            rest = rest[length..];
        }

        return entries.Count == Entries && rest.IsEmpty ? entries : null;
    }

    /// <summary>Whether each body has the hash that the entry behind it holds, from the last one on: nothing is looked into before that is
    /// known.</summary>
    /// <param name="entries">The bodies of a pack.</param>
    /// <param name="next">The entry behind them, from the history.</param>
    internal static bool AreHeldBy(List<(long Number, ReadOnlyMemory<byte> Body)> entries, EntryBody next)
    {
        EntryBody behind = next;
        for (int i = entries.Count - 1; i >= 0; i--)
        {
            if (Seal.Of(entries[i].Body.Span) != behind.Before)
            {
                return false;
            }

            behind = EntryBody.Read(entries[i].Body, LedgerView.Place(entries[i].Number));
        }

        return true;
    }

    private static string KeyOf(long last) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Packs}{last:D12}");
}
