using System.Collections.Concurrent;
using Brine.Containers;
using Microsoft.Extensions.Logging;

namespace Brine.Server;

/// <summary>The models that are served, by their names. A model is replaced in one step: requests that began with the old one end with
/// it.</summary>
public sealed partial class ModelRegistry
{
    private readonly ConcurrentDictionary<string, ServedModel> _models = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (long, DateTime)> _refused = new(StringComparer.Ordinal);
    private readonly LoadOptions _options;
    private readonly ILogger _log;

    internal ModelRegistry(LoadOptions options, ILogger log) => (_options, _log) = (options, log);

    /// <summary>All models, by name.</summary>
    public IReadOnlyList<ServedModel> Models => [.. _models.Values.OrderBy(model => model.Name, StringComparer.Ordinal)];

    /// <summary>The model of a name, or null.</summary>
    public ServedModel? Find(string name) => _models.GetValueOrDefault(name);

    /// <summary>Loads a model and serves it from now on, in place of the one that has the name.</summary>
    /// <param name="name">Letters, digits, <c>_</c>, <c>-</c> and <c>.</c>.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException">The name has other characters.</exception>
    /// <exception cref="BrineException">The file cannot be loaded.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public ServedModel Add(string name, string path)
    {
        RequireName(name);
        ServedModel model = ServedModel.Load(name, path, _options);
        _models[name] = model;
        LogLoaded(name, model.Version, model.Model.Info.ClassName);
        return model;
    }

    /// <summary>Takes up files that were replaced. What cannot be loaded is refused once, and the old model serves on.</summary>
    /// <returns>How many models were replaced.</returns>
    public int Refresh()
    {
        int replaced = 0;
        foreach (ServedModel model in _models.Values)
        {
            (long Length, DateTime Written) stamp = ServedModel.StampOf(model.Path);
            if (stamp.Length < 0 || stamp == model.Stamp || (_refused.TryGetValue(model.Name, out (long, DateTime) seen) && seen == stamp))
            {
                continue;
            }

            try
            {
                Add(model.Name, model.Path);
                replaced++;
            }
            catch (Exception error) when (error is BrineException or IOException or UnauthorizedAccessException)
            {
                _refused[model.Name] = stamp;
                LogRefused(model.Name, error.Message);
            }
        }

        return replaced;
    }

    internal static void RequireName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > 100 || !name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.'))
        {
            throw new ArgumentException($"'{name}' is no name of a model: letters, digits, _, - and . are", nameof(name));
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Name} {Version} ({ClassName}) is served")]
    private partial void LogLoaded(string name, string version, string className);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the new file of {Name} is refused, the old model serves on: {Reason}")]
    private partial void LogRefused(string name, string reason);
}
