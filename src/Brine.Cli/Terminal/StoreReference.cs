using Brine.Store;

namespace Brine.Cli;

/// <summary>Names of versions where a command takes a file: <c>churn@production</c>, <c>churn:7</c>.</summary>
internal static class StoreReference
{
    private static string Default => Variable("BRINE_STORE") ?? "brine-store";

    private static bool HasDefault => StoreAddress.Is(Default) || Directory.Exists(Default);

    /// <summary>Whether a word names a version, and no file.</summary>
    internal static bool Is(string word) =>
        ModelReference.TryParse(word, out ModelReference reference) && (reference.Number is not null || reference.Environment is not null)
            && !Path.Exists(word);

    /// <summary>Whether a word looks as one that names a version by a number, and is none.</summary>
    private static bool IsMeant(string word) => word.IndexOf(':') is > 1 and var colon && StoreNames.IsPlain(word[..colon])
        && word[(colon + 1)..] is { Length: > 0 } rest
        && rest.All(letter => char.IsAsciiDigit(letter) || letter is '-' or '+' or '.' or ' ')
        && !Path.Exists(word);

    /// <summary>The file of the version that a word names, hashed; the word itself where it names none, or there is no store.</summary>
    internal static string Resolve(CliConsole console, string word)
    {
        if (!HasDefault)
        {
            return word;
        }

        if (!Is(word))
        {
            // NAME:-5 is no file either, and the error says how a version is named.
            return IsMeant(word) ? ModelReference.Parse(word).ToString() : word;
        }

        using ModelStore store = Open(null, null, console);
        return store.VerifiedPath(word);
    }

    /// <summary>The version that a word names; null where it names none, or there is no store.</summary>
    internal static ModelVersion? Find(CliConsole console, string word)
    {
        if (!Is(word) || !HasDefault)
        {
            return null;
        }

        using ModelStore store = Open(null, null, console);
        return store.Find(word);
    }

    /// <summary>Opens a store.</summary>
    /// <param name="location">A folder or an address; the default where nothing is said.</param>
    /// <param name="actor">Who works with it; the default where nothing is said.</param>
    /// <param name="console">Where from.</param>
    internal static ModelStore Open(string? location, string? actor, CliConsole console) =>
        ModelStore.Open(location is { Length: > 0 } ? location : Default, new StoreOptions
        {
            Actor = actor is { Length: > 0 } ? actor : Variable("BRINE_ACTOR"), Load = console.Load, CacheFolder = Variable("BRINE_CACHE"),
        });

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
