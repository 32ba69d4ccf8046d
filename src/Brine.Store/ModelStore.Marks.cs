namespace Brine.Store;

public sealed partial class ModelStore
{
    private const int MostNote = 10_000;

    /// <summary>Gives a version a word by which it is found.</summary>
    public ModelVersion Tag(string model, int number, string tag) => Mark("tag", model, number,
        (json, _, _) => json.WriteString("tag", StoreNames.Require(tag, "a tag")));

    /// <summary>Takes a word off a version.</summary>
    public ModelVersion Untag(string model, int number, string tag) => Mark("untag", model, number,
        (json, version, _) => json.WriteString("tag", version.Tags.Contains(tag) ? tag
            : throw new StoreException("StoreTagUnknown", $"{version} has no tag {SafeText.Of(tag)}")));

    /// <summary>Writes something down about a version.</summary>
    public ModelVersion Note(string model, int number, string text) => Mark("note", model, number, (json, _, _) =>
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        json.WriteString("text", text.Length <= MostNote ? text
            : throw new StoreException("StoreNote", $"a note has at most {MostNote} characters, and this one {text.Length}"));
    });

    /// <summary>Agrees that a version goes to an environment. Who added a version cannot approve it.</summary>
    /// <exception cref="StoreException">There is no such version or environment, or the actor added the version.</exception>
    public ModelVersion Approve(string model, int number, string environment) => Mark("approve", model, number,
        (json, version, ledger) =>
        {
            EnvironmentOf(ledger, environment);
            if (version.AddedBy == Actor)
            {
                throw new StoreException("StoreApproval", $"{Actor} added {version}: somebody else has to approve it");
            }

            json.WriteString("environment", environment);
        });

    /// <summary>Gives a version its cases or its signature, where they were made after it was added.</summary>
    /// <param name="model">The model.</param>
    /// <param name="number">The version.</param>
    /// <param name="casesPath">Inputs and the answers that Python gave; null to leave those that it has.</param>
    /// <param name="signaturePath">The signature of the file; null to leave the one that it has.</param>
    /// <exception cref="ArgumentException">Neither is given.</exception>
    public ModelVersion Attach(string model, int number, string? casesPath = null, string? signaturePath = null)
    {
        if (casesPath is null && signaturePath is null)
        {
            throw new ArgumentException("there is nothing to attach: say cases, a signature or both");
        }

        Find(new ModelReference(StoreNames.Require(model, "a model"), number, null).ToString());
        using IncomingBlob? cases = casesPath is null ? null : Receive(casesPath, default);
        using IncomingBlob? signature = signaturePath is null ? null : Receive(signaturePath, default);
        string? by = RecorderOf(cases);
        return Attach(model, number, cases?.Named(Path.GetFileName(casesPath!)), by, signature?.Named(Path.GetFileName(signaturePath!)),
            [cases, signature]);
    }

    /// <summary>Gives up the files of a version: they go with the next collection of garbage. What is known of the version stays.</summary>
    /// <exception cref="StoreException">There is no such version, or an environment has it.</exception>
    public ModelVersion Remove(string model, int number) => Mark("remove", model, number, (_, version, ledger) =>
    {
        foreach ((string key, ReadOnlyMemory<byte> body) in ledger.Scan(RecordKeys.PlacementsOf(model)))
        {
            if (EnvironmentJson.ReadPlacement(body, key) is { Version: var placed, Environment: var environment } && placed == number)
            {
                throw new StoreException("StoreInUse", $"{version} is in {environment}: promote another one first");
            }
        }
    });

    /// <summary>Clears away the files that no version has: of versions that were removed, and what was left by programs that were
    /// killed.</summary>
    public GarbageReport CollectGarbage()
    {
        Garbage garbage = _index.Write(change =>
        {
            var ledger = new LedgerChange(change);
            var kept = new HashSet<string>(StringComparer.Ordinal);
            foreach ((string key, ReadOnlyMemory<byte> body) in ledger.Scan(RecordKeys.Versions))
            {
                kept.UnionWith(StoreChecker.FilesOf(VersionJson.Read(body, key)).Select(file => file.Hash));
            }

            Garbage found = _blobs.Collect(kept, change);
            if (found.Files > 0)
            {
                Append(ledger, "gc", json =>
                {
                    json.WriteNumber("files", found.Files);
                    json.WriteNumber("bytes", found.Bytes);
                    if (found.Keys.Count > 0)
                    {
                        json.Texts("keys", found.Keys);
                    }
                });
            }

            return found;
        });
        _blobs.Clear(garbage);
        return new GarbageReport(garbage.Files, garbage.Bytes);
    }

    private ModelVersion Attach(string model, int number, StoredFile? cases, string? by, StoredFile? signature, IncomingBlob?[] files)
    {
        Send(files, CancellationToken.None);
        return Mark("attach", model, number, (json, _, ledger) =>
        {
            foreach (IncomingBlob file in files.OfType<IncomingBlob>())
            {
                _blobs.Keep(file, ledger.Change);
            }

            json.File("cases", cases);
            json.Optional("cases_by", by);
            json.File("signature", signature);
        });
    }

    private ModelVersion Mark(string action, string model, int number,
        Action<System.Text.Json.Utf8JsonWriter, ModelVersion, LedgerChange> data) => _index.Write(change =>
    {
        var ledger = new LedgerChange(change);
        var reference = new ModelReference(StoreNames.Require(model, "a model"), number, null);
        ModelVersion version = VersionOf(ledger, reference);
        if (version.IsRemoved)
        {
            throw Removed(version);
        }

        Append(ledger, action, json =>
        {
            json.WriteString("model", model);
            json.WriteNumber("number", number);
            data(json, version, ledger);
        });
        return VersionOf(ledger, reference);
    });

    private static StoreException Removed(ModelVersion version) =>
        new("StoreRemoved", $"{version} was removed: its files are given up");
}
