using Brine.Server;
using Brine.Store;

namespace Brine.Cli;

/// <summary>Follows the versions of a store that a server was started with, as <c>churn@production</c>: what is promoted there is served
/// soon.</summary>
/// <param name="console">Where refusals are told.</param>
/// <param name="words">The words by the names under which the models are served.</param>
internal sealed class StoreWatch(CliConsole console, IReadOnlyDictionary<string, string> words)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Looks into the store until it is stopped.</summary>
    internal async Task RunAsync(ModelRegistry registry, CancellationToken stop)
    {
        if (words.Count == 0)
        {
            return;
        }

        Dictionary<string, string?> served = words.ToDictionary(word => word.Key, word => HashOf(word.Value), StringComparer.Ordinal);
        var refused = new Dictionary<string, string?>(StringComparer.Ordinal);
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                foreach ((string name, string word) in words)
                {
                    Look(registry, name, word, served, refused);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private void Look(ModelRegistry registry, string name, string word, Dictionary<string, string?> served,
        Dictionary<string, string?> refused)
    {
        string? hash = null;
        try
        {
            hash = HashOf(word);
            if (hash is null || hash == served[name] || hash == refused.GetValueOrDefault(name))
            {
                return;
            }

            ServedModel model = registry.Add(name, StoreReference.Resolve(console, word));
            served[name] = hash;
            console.Error.WriteLine($"brine: {model.Name} {model.Version}: {model.Model.Info.ClassName}, {word}");
        }
        catch (Exception error) when (error is BrineException or IOException or UnauthorizedAccessException)
        {
            refused[name] = hash;
            console.Error.WriteLine($"brine: {word} is not taken up, the old model serves on: {error.Message}");
        }
    }

    private string? HashOf(string word) => StoreReference.Find(console, word) is ModelVersion version ? version.File.Hash : null;
}
