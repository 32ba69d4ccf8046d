namespace Brine.Store;

/// <summary>Looks whether a whole store is as it was written. The records are made again from the history, and held against those that are
/// there; every file is hashed.</summary>
internal sealed class StoreChecker(IIndex index, IBlobs blobs)
{
    private readonly List<StoreProblem> _problems = [];
    private readonly Dictionary<string, byte[]> _records = new(StringComparer.Ordinal);

    internal static IEnumerable<StoredFile> FilesOf(ModelVersion version) =>
        version.IsRemoved ? [] : new[] { version.File, version.Cases, version.Signature }.OfType<StoredFile>();

    internal StoreCheck Run(CancellationToken cancellationToken)
    {
        long entries = 0;
        string head = Seal.NoHash;
        var versions = new List<ModelVersion>();
        try
        {
            _problems.AddRange(index.CheckIntegrity().Select(line => new StoreProblem("index", SafeText.Of(line))));
            index.Read(view =>
            {
                (entries, head) = Replay(view);
                CompareRecords(view);
                return true;
            });
        }
        catch (StoreException error) when (error.Code is "StoreDamaged" or "StoreUnreadable")
        {
            _problems.Add(new StoreProblem("index", error.Message));
        }

        foreach ((string key, byte[] body) in _records
            .Where(record => record.Key.StartsWith(RecordKeys.Versions, StringComparison.Ordinal)))
        {
            versions.Add(VersionJson.Read(body, key));
        }

        (int files, long bytes) = CheckFiles(versions, cancellationToken);
        return new StoreCheck
            { Entries = entries, Head = head, Versions = versions.Count, Files = files, Bytes = bytes, Problems = _problems };
    }

    /// <summary>Goes through the history: each entry must have its hash, hold that of the one before, and follow its number.</summary>
    private (long Entries, string Head) Replay(IIndexView view)
    {
        long number = 0;
        string before = Seal.NoHash;
        foreach (IndexRow row in view.Entries(long.MinValue))
        {
            string place = LedgerView.Place(++number);
            try
            {
                (EntryBody entry, string hash) = LedgerView.Opened(row, number);
                if (entry.Before != before)
                {
                    _problems.Add(new StoreProblem(place, "it does not hold the hash of the entry before"));
                }

                foreach ((string key, byte[] body) in Transitions.Of(entry, Find).ToArray())
                {
                    _records[key] = body;
                }

                before = hash;
            }
            catch (StoreException error)
            {
                _problems.Add(new StoreProblem(place, error.Message));
                before = row.Seal;
            }
        }

        if (number > 0)
        {
            _records[RecordKeys.Head] = LedgerChange.HeadBody(number, before);
        }

        return (number, before);
    }

    private ReadOnlyMemory<byte>? Find(string key) =>
        _records.TryGetValue(key, out byte[]? body) ? body : default(ReadOnlyMemory<byte>?);

    private void CompareRecords(IIndexView view)
    {
        var missing = new HashSet<string>(_records.Keys, StringComparer.Ordinal);
        foreach (IndexRow row in view.Scan(""))
        {
            string place = "record " + SafeText.Of(row.Key);
            if (!missing.Remove(row.Key))
            {
                _problems.Add(new StoreProblem(place, "it does not follow from the history"));
            }
            else if (row.Seal != Seal.Of(row.Key, row.Body.Span))
            {
                _problems.Add(new StoreProblem(place, "it is not as it was written"));
            }
            else if (!row.Body.Span.SequenceEqual(_records[row.Key]))
            {
                _problems.Add(new StoreProblem(place, "it says something else than the history"));
            }
        }

        _problems.AddRange(missing.Order(StringComparer.Ordinal).Select(key => new StoreProblem("record " + key, "it is missing")));
    }

    private (int Files, long Bytes) CheckFiles(List<ModelVersion> versions, CancellationToken cancellationToken)
    {
        int files = 0;
        long bytes = 0;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (ModelVersion version in versions)
        {
            foreach (StoredFile file in FilesOf(version).Where(file => seen.Add(file.Hash)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                try
                {
                    blobs.VerifyAtSource(file, cancellationToken);
                    files++;
                    bytes += file.Bytes;
                }
                catch (StoreException error) when (!IsRemovedNow(version))
                {
                    _problems.Add(new StoreProblem(version.ToString(), error.Message));
                }
                catch (StoreException)
                {
                    // Given up, and cleared away by somebody else while this was hashing.
                }
                catch (Exception error) when (error is IOException or UnauthorizedAccessException)
                {
                    _problems.Add(new StoreProblem(version.ToString(), ErrorText.Of(error)));
                }
            }
        }

        return (files, bytes);
    }

    private bool IsRemovedNow(ModelVersion version)
    {
        string key = RecordKeys.Version(version.Name, version.Number);
        try
        {
            return index.Read(view => new LedgerView(view).Find(key)) is { } body && VersionJson.Read(body, key).IsRemoved;
        }
        catch (StoreException)
        {
            return false;
        }
    }
}
