using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Brine.Store;

/// <summary>The index of a store in a bucket. The bucket has the history alone, an object an entry, each written where there is none yet:
/// who is second looks again. The records, which follow from it, are made on this machine.</summary>
/// <param name="bucket">The bucket.</param>
/// <param name="cache">A folder of this machine.</param>
/// <param name="wait">How long to try where others are always first.</param>
internal sealed class S3Index(S3Bucket bucket, string cache, TimeSpan wait) : IIndex
{
    private const string Marker = "store.json";
    private const string History = "history/";
    private const int Version = 1;
    private const int MostMarker = 1000;
    private const int MostEntry = 64 << 20;
    private const int Together = 256;
    private const int AtOnce = 16;

    private readonly Lock _gate = new();
    private readonly S3Packs _packs = new(bucket);
    private SqliteIndex? _copy;

    public void Create()
    {
        lock (_gate)
        {
            if (_copy is not null || Opened(isMade: true) is not null)
            {
                return;
            }

            if (bucket.PutNew(Marker, MarkerBody()) && bucket.PutNew(Marker, MarkerBody()))
            {
                bucket.Delete(Marker);
                throw new StoreException("StoreUnsupported", $"{bucket.Location} writes over what is there when it is told not to "
                    + "(If-None-Match): two programs would lose each other's changes");
            }

            Opened(isMade: false);
        }
    }

    public T Read<T>(Func<IIndexView, T> read)
    {
        SqliteIndex copy = Synchronized();
        return copy.Read(read);
    }

    public T Write<T>(Func<IIndexChange, T> change)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            SqliteIndex copy = Synchronized();
            (T result, S3Change pending) = copy.Read(view =>
            {
                var pending = new S3Change(view);
                return (change(pending), pending);
            });
            if (pending.Last is not { } entry)
            {
                return result;
            }

            if (Put(entry))
            {
                Apply(copy, [(entry.Number, entry.Body)]);
                if (entry.Number % S3Packs.Entries == 0)
                {
                    _packs.Put(entry.Number,
                        copy.Read(view => view.Entries(entry.Number - S3Packs.Entries + 1).Take(S3Packs.Entries).ToArray()));
                }

                return result;
            }

            if (Stopwatch.GetElapsedTime(start) > wait)
            {
                throw new StoreException("StoreLocked",
                    $"{bucket.Location} is being written by others, and stayed so for {wait.TotalSeconds:0.#} seconds: nothing was "
                        + "changed");
            }

            Thread.Sleep(Random.Shared.Next(2, 40));
        }
    }

    private bool Put((long Number, ReadOnlyMemory<byte> Body, string Hash) entry)
    {
        try
        {
            return bucket.PutNew(KeyOf(entry.Number), Sealed(entry));
        }
        catch (StoreException error) when (error.Code == "StoreUnreachable")
        {
            throw new StoreException("StoreUnreachable",
                $"{error.Message}; whether the change was made is not known: look at the history before it is repeated", error);
        }
    }

    /// <summary>Holds every entry in the bucket against the one that was taken from it.</summary>
    public IReadOnlyList<string> CheckIntegrity()
    {
        SqliteIndex copy = Synchronized();
        var problems = new List<string>(copy.CheckIntegrity());
        long last = copy.Read(view => new LedgerView(view).Head().Number);
        for (long first = 1; first <= last; first += Together)
        {
            foreach ((long number, byte[]? there) in Fetch(first, Math.Min(last, first + Together - 1)))
            {
                IndexRow? here = copy.Read(view => view.Entry(number));
                if (there is null || here is null || Unsealed(there) is not { } body || !body.Span.SequenceEqual(here.Value.Body.Span))
                {
                    problems.Add($"{LedgerView.Place(number)} is not in the bucket as it was written");
                }
            }
        }

        return problems;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _copy?.Dispose();
            _copy = null;
        }

        bucket.Dispose();
    }

    /// <summary>The copy on this machine, with all that is in the bucket now.</summary>
    private SqliteIndex Synchronized()
    {
        lock (_gate)
        {
            SqliteIndex copy = Opened(isMade: false)!;
            long last = copy.Read(view => new LedgerView(view).Head().Number);
            bool isKnown = last == 0;
            long next = last + 1, end = last;
            foreach ((string key, _, _, _) in bucket.List(History, last == 0 ? null : KeyOf(last - 1)))
            {
                long number = NumberOf(key);
                if (number == last)
                {
                    isKnown = true;
                    continue;
                }

                if (!isKnown || number != end + 1)
                {
                    throw Shorter(last);
                }

                end = number;
            }

            if (!isKnown)
            {
                throw Shorter(last);
            }

            while (next <= end)
            {
                long packed = S3Packs.LastWith(next);
                if (packed < end && packed - next >= AtOnce && ApplyPack(copy, packed))
                {
                    next = packed + 2;
                    continue;
                }

                long to = Math.Min(end, packed);
                Apply(copy, Entries(next, to));
                next = to + 1;
            }

            return copy;
        }
    }

    /// <summary>Takes a pack together with the entry behind it, which holds it.</summary>
    private bool ApplyPack(SqliteIndex copy, long last)
    {
        if (_packs.Get(last) is not { } entries)
        {
            return false;
        }

        (long Number, ReadOnlyMemory<byte> Body) next = Entries(last + 1, last + 1)[0];
        if (!S3Packs.AreHeldBy(entries, EntryBody.Read(next.Body, LedgerView.Place(next.Number))))
        {
            return false;
        }

        Apply(copy, [.. entries, next]);
        return true;
    }

    private (long Number, ReadOnlyMemory<byte> Body)[] Entries(long first, long last) => [.. Fetch(first, last)
        .Select(entry => (entry.Number, entry.Body is { } bytes && Unsealed(bytes) is { } body ? body
            : throw RecordJson.Damaged(LedgerView.Place(entry.Number))))];

    private StoreException Shorter(long last) => new("StoreDamaged",
        $"the history in {bucket.Location} is not as it was written: entries are missing of the {last} that this machine has seen, or "
            + "after");

    private (long Number, byte[]? Body)[] Fetch(long first, long last)
    {
        var fetched = new (long, byte[]?)[last - first + 1];
        try
        {
            Parallel.For(0, fetched.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
                i => fetched[i] = (first + i, bucket.Get(KeyOf(first + i), MostEntry)));
        }
        catch (AggregateException error) when (error.InnerException is BrineException)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error.InnerException);
        }

        return fetched;
    }

    private static void Apply(SqliteIndex copy, IReadOnlyList<(long Number, ReadOnlyMemory<byte> Body)> entries) => copy.Write(change =>
    {
        var ledger = new LedgerChange(change);
        foreach ((long number, ReadOnlyMemory<byte> body) in entries)
        {
            ledger.Repeat(number, body);
        }

        return true;
    });

    /// <summary>The copy of the store that is there now; null where none is and it is about to be made.</summary>
    private SqliteIndex? Opened(bool isMade)
    {
        if (_copy is not null)
        {
            return _copy;
        }

        if (bucket.Get(Marker, MostMarker) is not { } body)
        {
            return isMade ? null : throw new StoreException("StoreMissing",
                $"there is no store in {bucket.Location}: it is made when the first model or environment is added");
        }

        using JsonDocument document = RecordJson.Parse(body, Marker);
        if (document.RootElement.Whole("brine-store") != Version)
        {
            throw new StoreException("StoreVersion", $"{bucket.Location} is a store of a version that this one does not know");
        }

        string id = document.RootElement.Text("id");
        var copy = new SqliteIndex(Path.Combine(cache, $"{StoreNames.Require(id, "a store")}.db"), wait);
        copy.Create();
        return _copy = copy;
    }

    private static byte[] MarkerBody() => RecordJson.Write(json =>
    {
        json.WriteNumber("brine-store", Version);
        json.WriteString("id", Guid.NewGuid().ToString("N"));
    });

    private static string KeyOf(long number) => string.Create(CultureInfo.InvariantCulture, $"{History}{number:D12}");

    private static long NumberOf(string key) =>
        long.TryParse(key.AsSpan(History.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long number) && KeyOf(number) == key
            ? number : throw new StoreException("StoreDamaged", $"{SafeText.Of(key)} is no entry of a history");

    /// <summary>An entry with its hash in front: the last one is not held by another.</summary>
    private static byte[] Sealed((long Number, ReadOnlyMemory<byte> Body, string Hash) entry) =>
        [.. Encoding.ASCII.GetBytes(entry.Hash + "\n"), .. entry.Body.Span];

    private static ReadOnlyMemory<byte>? Unsealed(byte[] bytes)
    {
        int length = Seal.NoHash.Length;
        return bytes.Length > length && bytes[length] == '\n'
            && bytes.AsSpan(0, length).SequenceEqual(Encoding.ASCII.GetBytes(Seal.Of(bytes.AsSpan(length + 1))))
            ? bytes.AsMemory(length + 1) : default(ReadOnlyMemory<byte>?);
    }
}
