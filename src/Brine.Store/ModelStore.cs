using System.Text.Json;

namespace Brine.Store;

/// <summary>
/// Versions of models in a folder, a database or a bucket, and the environments that they are promoted to. All that is done is written to a
/// history in which each entry holds the hash of the one before. Several programs may use one store at once, and an object of this class
/// several threads.
/// </summary>
/// <example><code>
/// using var store = ModelStore.Open("models");
/// Model model = store.Get("churn@production");
/// </code></example>
public sealed partial class ModelStore : IDisposable
{
    private readonly IIndex _index;
    private readonly IBlobs _blobs;
    private readonly StoreOptions _options;

    private ModelStore(Backend backend, StoreOptions options)
    {
        (_index, _blobs, Location) = backend;
        _options = options;
    }

    /// <summary>The folder, or the address without its password.</summary>
    public string Location { get; }

    private string Actor => _options.Actor ?? Environment.UserName;

    /// <summary>Opens a store. It is made when the first model or environment is added.</summary>
    /// <param name="location">A folder, or an address: <c>postgresql://user@host/database?schema=models</c>.</param>
    /// <param name="options">Who works with it, and how.</param>
    /// <exception cref="ArgumentException">The name of the folder, or that of the actor, is empty.</exception>
    /// <exception cref="StoreException">The address is none.</exception>
    public static ModelStore Open(string location, StoreOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(location);
        options ??= new StoreOptions();
        if (options.Actor is not null && string.IsNullOrWhiteSpace(options.Actor))
        {
            throw new ArgumentException("the name of who works with the store is empty", nameof(options));
        }

        return new ModelStore(Backend.Of(location, options), options);
    }

    /// <summary>The facts of a version.</summary>
    /// <param name="reference"><c>churn</c> for the newest, <c>churn:7</c>, or <c>churn@production</c>.</param>
    /// <exception cref="StoreException">There is no such model, version or environment, or what is kept of it was damaged.</exception>
    public ModelVersion Find(string reference)
    {
        ModelReference parsed = ModelReference.Parse(reference);
        return _index.Read(view => VersionOf(new LedgerView(view), parsed));
    }

    /// <summary>All versions of all models, or of one: by name, and the oldest first.</summary>
    /// <param name="model">A model; all when left out.</param>
    /// <exception cref="StoreException">There is no such model, or what is kept of one was damaged.</exception>
    public IReadOnlyList<ModelVersion> List(string? model = null) => _index.Read(view =>
    {
        var ledger = new LedgerView(view);
        ModelVersion[] versions = [.. ledger.Scan(model is null ? RecordKeys.Versions
            : RecordKeys.VersionsOf(StoreNames.Require(model, "a model"))).Select(row => VersionJson.Read(row.Body, row.Key))];
        return versions.Length > 0 || model is null ? (IReadOnlyList<ModelVersion>)versions : throw NoModel(ledger, model);
    });

    /// <summary>The environments, by name.</summary>
    public IReadOnlyList<StoreEnvironment> Environments() => _index.Read(view =>
        (IReadOnlyList<StoreEnvironment>)[.. new LedgerView(view).Scan(RecordKeys.Environments)
            .Select(row => EnvironmentJson.Read(row.Body, row.Key))]);

    /// <summary>Which environments have which versions, of one model or of all.</summary>
    public IReadOnlyList<Placement> Placements(string? model = null) => _index.Read(view =>
        (IReadOnlyList<Placement>)[.. new LedgerView(view)
            .Scan(model is null ? RecordKeys.Placements : RecordKeys.PlacementsOf(StoreNames.Require(model, "a model")))
            .Select(row => EnvironmentJson.ReadPlacement(row.Body, row.Key))]);

    /// <summary>The history, the oldest entry first.</summary>
    /// <param name="model">Only what was done with this model; all when left out.</param>
    public IReadOnlyList<StoreEntry> Log(string? model = null) => _index.Read(view =>
        (IReadOnlyList<StoreEntry>)[.. new LedgerView(view).Entries(1).Select(entry => entry.Body.ToEntry(entry.Hash))
            .Where(entry => model is null || entry.Model == model)]);

    /// <summary>Makes an environment, or gives one other rules.</summary>
    /// <param name="environment">The environment and its rules.</param>
    /// <exception cref="ArgumentException">The rules do not fit each other.</exception>
    /// <exception cref="StoreException">The name is none.</exception>
    public StoreEnvironment SetEnvironment(StoreEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        StoreNames.Require(environment.Name, "an environment");
        environment.Rules.Checked();
        Create();
        Append("environment", json => EnvironmentJson.Write(json, environment));
        return environment;
    }

    /// <summary>Looks whether everything is as it was written: the history and its hashes, that the records follow from it, and every
    /// file.</summary>
    /// <param name="cancellationToken">Stops the hashing.</param>
    public StoreCheck Check(CancellationToken cancellationToken = default) => new StoreChecker(_index, _blobs).Run(cancellationToken);

    /// <summary>Lets go of the index and of the models that were opened.</summary>
    public void Dispose()
    {
        DisposeModels();
        _blobs.Dispose();
        _index.Dispose();
    }

    private void Create() => _index.Create();

    private EntryBody Append(string action, Action<Utf8JsonWriter> data) =>
        _index.Write(change => Append(new LedgerChange(change), action, data));

    private EntryBody Append(LedgerChange ledger, string action, Action<Utf8JsonWriter> data) =>
        ledger.Append(action, Actor, Environment.MachineName, _options.Clock.GetUtcNow(), data);

    private static ModelVersion VersionOf(LedgerView ledger, ModelReference reference)
    {
        int number = reference.Number ?? (reference.Environment is { } environment
            ? PlacementOf(ledger, reference.Name, environment)?.Version ?? throw NotPlaced(ledger, reference)
            : Newest(ledger, reference.Name));
        string key = RecordKeys.Version(reference.Name, number);
        if (ledger.Find(key) is { } body)
        {
            return VersionJson.Read(body, key);
        }

        int newest = Newest(ledger, reference.Name);
        throw new StoreException("StoreVersionUnknown", $"{reference.Name} has no version {number}: its newest is {newest}");
    }

    private static int Newest(LedgerView ledger, string model)
    {
        string key = RecordKeys.Model(model);
        using JsonDocument document = RecordJson.Parse(ledger.Find(key) ?? throw NoModel(ledger, model), key);
        return document.RootElement.Number("newest");
    }

    private static Placement? PlacementOf(LedgerView ledger, string model, string environment)
    {
        string key = RecordKeys.Placement(model, environment);
        return ledger.Find(key) is { } body ? EnvironmentJson.ReadPlacement(body, key) : null;
    }

    private static StoreEnvironment EnvironmentOf(LedgerView ledger, string environment)
    {
        string key = RecordKeys.Environment(StoreNames.Require(environment, "an environment"));
        if (ledger.Find(key) is { } body)
        {
            return EnvironmentJson.Read(body, key);
        }

        string[] names = [.. ledger.Scan(RecordKeys.Environments).Select(row => row.Key[RecordKeys.Environments.Length..])];
        string known = names.Length == 0 ? "there is none yet" : "there are " + string.Join(", ", names.Take(10));
        throw new StoreException("StoreEnvironmentUnknown", $"there is no environment {environment}: {known}");
    }

    private static StoreException NotPlaced(LedgerView ledger, ModelReference reference)
    {
        Newest(ledger, reference.Name);
        EnvironmentOf(ledger, reference.Environment!);
        return new StoreException("StoreNotPromoted", $"no version of {reference.Name} was promoted to {reference.Environment} yet");
    }

    private static StoreException NoModel(LedgerView ledger, string model)
    {
        string[] names = [.. ledger.Scan(RecordKeys.Models).Select(row => row.Key[RecordKeys.Models.Length..])];
        string known = names.Length == 0 ? "the store is empty"
            : $"there are {string.Join(", ", names.Take(10))}{(names.Length > 10 ? "..." : "")}";
        return new StoreException("StoreModelUnknown", $"there is no model {model}: {known}");
    }
}
