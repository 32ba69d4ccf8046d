using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Brine.Server;

/// <summary>The models that are served, by their names. A model is replaced in one step: requests that began with the old one end with
/// it.</summary>
public sealed partial class ModelRegistry
{
    /// <summary>Why a model is not served that a request unloaded.</summary>
    internal const string OnRequest = "unloaded on request";

    /// <summary>The versions of each model, the newest first.</summary>
    private readonly ConcurrentDictionary<string, ServedModel[]> _models = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ModelSource, string> _unloaded = new();
    private readonly Dictionary<ModelSource, (long, DateTime)> _refused = [];
    private readonly HashSet<ModelSource> _found = [];
    private readonly BrineServerOptions _options;
    private readonly ILogger _log;
    private readonly Lock _change = new();
    private long _loads;
    private long _refusals;

    internal ModelRegistry(BrineServerOptions options, ILogger log) => (_options, _log) = (options, log);

    /// <summary>The newest version of each model, by name.</summary>
    public IReadOnlyList<ServedModel> Models =>
        [.. _models.Values.Select(versions => versions[0]).OrderBy(model => model.Name, StringComparer.Ordinal)];

    /// <summary>All versions that are served, by name, the newest first.</summary>
    public IReadOnlyList<ServedModel> Versions =>
        [.. _models.OrderBy(model => model.Key, StringComparer.Ordinal).SelectMany(model => model.Value)];

    /// <summary>How often a model was loaded, and how often a file was refused.</summary>
    internal (long Loaded, long Refused) Loads => (Interlocked.Read(ref _loads), Interlocked.Read(ref _refusals));

    /// <summary>Names and versions of what is known and not served, with the reason.</summary>
    internal IReadOnlyList<(string Name, string Version, string Reason)> Unloaded =>
        [.. _unloaded.Select(item => (item.Key.Name, item.Key.Version ?? "", item.Value))
            .OrderBy(item => item.Name, StringComparer.Ordinal)];

    /// <summary>The newest version of the model of a name or alias, or null.</summary>
    public ServedModel? Find(string name) => Find(name, null);

    /// <summary>A version of the model of a name or alias, or null.</summary>
    /// <param name="name">The name or alias.</param>
    /// <param name="version">The version, or at least 12 digits of its hash; null for the newest, or the one that the alias says.</param>
    public ServedModel? Find(string name, string? version)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!_models.TryGetValue(name, out ServedModel[]? versions))
        {
            if (!_options.Aliases.TryGetValue(name, out string? meant))
            {
                return null;
            }

            string[] parts = meant.Split(':', 2);
            version ??= parts.Length > 1 ? parts[1] : null;
            if (!_models.TryGetValue(parts[0], out versions))
            {
                return null;
            }
        }

        return version is null ? versions[0] : Array.Find(versions, model => model.Version == version
            || (version.Length >= 12 && model.Hash.StartsWith(version, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Loads a model and serves it from now on, in place of the one that has the name.</summary>
    /// <param name="name">Letters, digits, <c>_</c>, <c>-</c> and <c>.</c>.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException">The name has other characters.</exception>
    /// <exception cref="BrineException">The file cannot be loaded.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public ServedModel Add(string name, string path)
    {
        RequireName(name);
        return Load(new ModelSource(name, null, path));
    }

    /// <summary>Serves what is loaded already.</summary>
    internal void Add(ServedModel model) => Serve(new ModelSource(model.Name, null, model.Path), model);

    /// <summary>Takes up files that were replaced, and those that came into a watched folder or went. What cannot be loaded is refused
    /// once, and the old model serves on.</summary>
    /// <returns>How many models were replaced, came or went.</returns>
    public int Refresh()
    {
        lock (_change)
        {
            int changed = LookIntoFolders();
            foreach (ServedModel model in _models.Values.SelectMany(versions => versions).ToArray())
            {
                (long Length, DateTime Written) stamp = ModelPlace.StampOf(model.Path);
                if (stamp.Length >= 0 && stamp != model.Stamp && TryLoad(SourceOf(model), stamp))
                {
                    changed++;
                }
            }

            return changed;
        }
    }

    /// <summary>Loads the files of a model again, or for the first time where they were unloaded.</summary>
    /// <exception cref="BrineException">A file cannot be loaded.</exception>
    /// <exception cref="FileNotFoundException">There is no such file any more.</exception>
    /// <returns>False where no model of this name is known.</returns>
    internal bool LoadAgain(string name)
    {
        lock (_change)
        {
            ModelSource[] sources = [.. SourcesOf(name).Distinct()];
            foreach (ModelSource source in sources)
            {
                Load(source);
            }

            return sources.Length > 0;
        }
    }

    /// <summary>Serves a model no longer.</summary>
    /// <returns>False where no model of this name is known.</returns>
    internal bool Unload(string name)
    {
        lock (_change)
        {
            ModelSource[] sources = [.. SourcesOf(name).Distinct()];
            foreach (ModelSource source in sources)
            {
                Remove(source);
                _unloaded[source] = OnRequest;
            }

            return sources.Length > 0;
        }
    }

    internal static void RequireName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > 100 || !name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.'))
        {
            throw new ArgumentException($"'{name}' is no name of a model: a name has letters, digits, _, - and ., 100 at most",
                nameof(name));
        }
    }

    /// <summary>The versions of a model that are loaded, and those that are not.</summary>
    private IEnumerable<ModelSource> SourcesOf(string name) =>
        (_models.TryGetValue(name, out ServedModel[]? versions) ? versions.Select(SourceOf) : [])
            .Concat(_unloaded.Keys.Where(source => source.Name == name)).Concat(_found.Where(source => source.Name == name));

    private ModelSource SourceOf(ServedModel model) => new(model.Name, model.HasVersionOfHash ? null : model.Version, model.Path);

    /// <summary>Loads what came into the folders, and lets go of what went.</summary>
    private int LookIntoFolders()
    {
        int changed = 0;
        var names = new HashSet<(string, string?)>();
        ModelSource[] present = [.. _options.Folders.Where(Directory.Exists).SelectMany(ModelSource.In)
            .Where(source => names.Add((source.Name, source.Version)))];
        foreach (ModelSource source in _found.Except(present).ToArray())
        {
            changed += Remove(source) ? 1 : 0;
            _found.Remove(source);
            _unloaded.TryRemove(source, out _);
        }

        foreach (ModelSource source in _refused.Keys.Where(source => !ModelPlace.Exists(source.Path)).ToArray())
        {
            _refused.Remove(source);
            _unloaded.TryRemove(source, out _);
        }

        foreach (ModelSource source in present)
        {
            if (_found.Contains(source) || (_models.TryGetValue(source.Name, out ServedModel[]? others)
                && others.Any(model => !_found.Contains(SourceOf(model)))))
            {
                continue;
            }

            if (TryLoad(source, ModelPlace.StampOf(source.Path)))
            {
                _found.Add(source);
                changed++;
            }
        }

        return changed;
    }

    /// <summary>Loads a file, unless it is the one that was refused before.</summary>
    private bool TryLoad(ModelSource source, (long, DateTime) stamp)
    {
        if (_refused.TryGetValue(source, out (long, DateTime) seen) && seen == stamp)
        {
            return false;
        }

        try
        {
            Load(source);
            _refused.Remove(source);
            return true;
        }
        catch (Exception error) when (error is BrineException or IOException or UnauthorizedAccessException)
        {
            _refused[source] = stamp;
            Interlocked.Increment(ref _refusals);
            if (!_models.ContainsKey(source.Name))
            {
                _unloaded[source] = error.Message;
            }

            LogRefused(source.Name, source.Path, error.Message);
            return false;
        }
    }

    private ServedModel Load(ModelSource source) =>
        Serve(source, ServedModel.Load(source.Name, source.Version, source.Path, _options.Load));

    private ServedModel Serve(ModelSource source, ServedModel model)
    {
        lock (_change)
        {
            ServedModel[] others = [.. (_models.GetValueOrDefault(source.Name) ?? [])
                .Where(other => source.Version is not null && !other.HasVersionOfHash && other.Version != model.Version)];
            _models[source.Name] = [.. others.Append(model)
                .Order(Comparer<ServedModel>.Create((left, right) => ModelSource.CompareVersions(left.Version, right.Version)))];
            _unloaded.TryRemove(source, out _);
        }

        Interlocked.Increment(ref _loads);
        LogLoaded(model.Name, model.Version, model.Model.Info.ClassName);
        return model;
    }

    private bool Remove(ModelSource source)
    {
        if (!_models.TryGetValue(source.Name, out ServedModel[]? versions)
            || !Array.Exists(versions, model => SourceOf(model) == source))
        {
            return false;
        }

        ServedModel[] left = [.. versions.Where(model => SourceOf(model) != source)];
        if (left.Length > 0)
        {
            _models[source.Name] = left;
        }
        else
        {
            _models.TryRemove(source.Name, out _);
        }

        LogGone(source.Name, source.Version ?? "");
        return true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Name} {Version} ({ClassName}) is served")]
    private partial void LogLoaded(string name, string version, string className);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Name} {Version} is served no longer")]
    private partial void LogGone(string name, string version);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} is refused for {Name}; what was served before serves on: {Reason}")]
    private partial void LogRefused(string name, string path, string reason);
}
