using Brine.Store;

namespace Brine.Cli;

/// <summary>Names of versions where a command takes a file: <c>churn@production</c>, <c>churn:7</c>.</summary>
internal static class StoreReference
{
    internal static string DefaultFolder => Variable("BRINE_STORE") ?? "brine-store";

    /// <summary>Whether a word names a version, and no file.</summary>
    internal static bool Is(string word) =>
        ModelReference.TryParse(word, out ModelReference reference) && (reference.Number is not null || reference.Environment is not null)
            && !Path.Exists(word);

    /// <summary>The file of the version that a word names, hashed; the word itself where it names none, or there is no store.</summary>
    internal static string Resolve(CliConsole console, string word)
    {
        if (!Is(word) || !Directory.Exists(DefaultFolder))
        {
            return word;
        }

        using ModelStore store = Open(null, null, console);
        return store.VerifiedPath(word);
    }

    /// <summary>The version that a word names; null where it names none, or there is no store.</summary>
    internal static ModelVersion? Find(CliConsole console, string word)
    {
        if (!Is(word) || !Directory.Exists(DefaultFolder))
        {
            return null;
        }

        using ModelStore store = Open(null, null, console);
        return store.Find(word);
    }

    /// <summary>Opens a store.</summary>
    /// <param name="folder">Where it is; the default where nothing is said.</param>
    /// <param name="actor">Who works with it; the default where nothing is said.</param>
    /// <param name="console">Where from.</param>
    internal static ModelStore Open(string? folder, string? actor, CliConsole console) =>
        ModelStore.Open(folder is { Length: > 0 } ? folder : DefaultFolder,
            new StoreOptions { Actor = actor is { Length: > 0 } ? actor : Variable("BRINE_ACTOR"), Load = console.Load });

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
