using Brine.Containers;

namespace Brine.Store;

public sealed partial class ModelStore
{
    /// <summary>Adds a version of a model: its file, and what is known of where it came from.</summary>
    /// <param name="name">The name of the model: letters, digits, <c>_</c>, <c>-</c> and <c>.</c>.</param>
    /// <param name="path">The file of the model, or a folder of MLflow, which is kept as an archive.</param>
    /// <param name="options">What else is to be kept: metrics, data, code, cases.</param>
    /// <returns>The version, with its number.</returns>
    /// <remarks>The file is copied while it is hashed, and what is scanned and inspected is the copy. Any file can be added; what the
    /// scanner thinks of it is kept with it, and decides where it may be promoted.</remarks>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="StoreException">The name is none, a metric is no finite number, or the path is a folder without
    /// <c>MLmodel</c>.</exception>
    /// <exception cref="FileNotWrittenException">The disk is full, or the system does not let the store be written.</exception>
    public ModelVersion Add(string name, string path, AddOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new AddOptions();
        StoreNames.Require(name, "a model");
        RequireMetrics(options.Metrics);
        Create();
        using IncomingBlob model = Receive(path, options.CancellationToken);
        using IncomingBlob? cases = options.CasesPath is { } casesPath ? Receive(casesPath, options.CancellationToken) : null;
        using IncomingBlob? signature = options.SignaturePath is { } signaturePath
            ? Receive(signaturePath, options.CancellationToken) : null;
        StoredFile? script = Hash(options.ScriptPath, options.CancellationToken);
        string? folder = options.CodeFolder
            ?? (options.ScriptPath is { } scriptPath ? Path.GetDirectoryName(Path.GetFullPath(scriptPath)) : null);
        ModelVersion version = FileFacts.Of(model.Path, _options.Load, options.CancellationToken) with
        {
            Name = name,
            File = model.Named(ModelFolder.NameOf(path)),
            Code = CodeOrigins.Of(folder, script),
            Data = Hash(options.DataPath, options.CancellationToken),
            Metrics = options.Metrics,
            Cases = cases?.Named(Path.GetFileName(options.CasesPath!)),
            CasesBy = RecorderOf(cases),
            Signature = signature?.Named(Path.GetFileName(options.SignaturePath!)),
        };
        return Enter(version, options.Note, [model, cases, signature], options.CancellationToken);
    }

    /// <summary>Copies a file in, hashes and flushes it: what adding takes, but for the scan and the index.</summary>
    internal IncomingBlob Receive(string path)
    {
        Create();
        return Receive(path, default);
    }

    /// <summary>Enters a version under the next number of its model, with its files.</summary>
    private ModelVersion Enter(ModelVersion version, string? note, IncomingBlob?[] files, CancellationToken cancellationToken)
    {
        Send(files, cancellationToken);
        return _index.Write(change => Enter(change, version, note, files));
    }

    private ModelVersion Enter(IIndexChange change, ModelVersion version, string? note, IncomingBlob?[] files)
    {
        var ledger = new LedgerChange(change);
        DateTimeOffset now = _options.Clock.GetUtcNow();
        ModelVersion entered = version with
        {
            Number = ledger.Find(RecordKeys.Model(version.Name)) is null ? 1 : Newest(ledger, version.Name) + 1,
            Added = now,
            AddedBy = Actor,
            Machine = Environment.MachineName,
            Notes = note is null ? version.Notes : [.. version.Notes, new VersionNote(note, Actor, now)],
        };

        // Within the change: nobody clears the files away before they are referenced.
        foreach (IncomingBlob file in files.OfType<IncomingBlob>())
        {
            _blobs.Keep(file, change);
        }

        EntryBody entry = Append(ledger, "add", json =>
        {
            json.WriteStartObject("version");
            VersionJson.Write(json, entered);
            json.WriteEndObject();
        });
        return VersionJson.Read(entry.Data.Part("version")!.Value);
    }

    private void Send(IncomingBlob?[] files, CancellationToken cancellationToken)
    {
        foreach (IncomingBlob file in files.OfType<IncomingBlob>())
        {
            _blobs.Send(file, cancellationToken);
        }
    }

    private static void RequireMetrics(IReadOnlyDictionary<string, double> metrics)
    {
        foreach ((string metric, double value) in metrics)
        {
            StoreNames.Require(metric, "a metric");
            if (!double.IsFinite(value))
            {
                throw new StoreException("StoreMetric", $"the metric {metric} is no finite number");
            }
        }
    }

    private IncomingBlob Receive(string path, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
        {
            using Stream archive = ModelFolder.Pack(path, cancellationToken);
            return _blobs.Receive(archive, cancellationToken);
        }

        using FileStream source = FileContent.OpenFile(path, _options.Load.Limits, long.MaxValue);
        return _blobs.Receive(source, cancellationToken);
    }

    private StoredFile? Hash(string? path, CancellationToken cancellationToken)
    {
        if (path is null)
        {
            return null;
        }

        using FileStream source = FileContent.OpenFile(path, _options.Load.Limits, long.MaxValue);
        (string hash, long bytes) = BlobFolder.HashOf(source, cancellationToken);
        return new StoredFile(Path.GetFileName(path), hash, bytes);
    }

    private string? RecorderOf(IncomingBlob? cases)
    {
        if (cases is null)
        {
            return null;
        }

        using NpzFile archive = NpzFile.Open(cases.Path, _options.Load);
        var file = new CaseFile(archive);
        return file.Methods.Count > 0 ? file.RecordedBy
            : throw new StoreException("StoreCases", "the cases hold no answers: arrays named predict, transform...");
    }
}
