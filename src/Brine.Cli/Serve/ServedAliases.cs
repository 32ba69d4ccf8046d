using Brine.Server;

namespace Brine.Cli;

/// <summary>Other names of models, as <c>--alias champion=churn:7</c> says them.</summary>
internal static class ServedAliases
{
    /// <summary>What each alias stands for.</summary>
    /// <exception cref="UsageException">One is none, or stands for a model that is not served.</exception>
    internal static IReadOnlyDictionary<string, string> Of(IEnumerable<string> words, ServedFiles files)
    {
        var aliases = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string word in words)
        {
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            string alias = equals > 0 ? word[..equals] : "", meant = word[(equals + 1)..], name = meant.Split(':')[0];
            if (alias.Length == 0 || name.Length == 0)
            {
                throw new UsageException($"--alias: '{word}' is not ALIAS=NAME");
            }

            if (!alias.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.'))
            {
                throw new UsageException($"--alias: '{alias}' is no name of a model: a name has letters, digits, _, - and .");
            }

            // What a folder will hold is not known yet.
            if (!files.Models.ContainsKey(name) && files.Folders.Count == 0)
            {
                throw new UsageException($"--alias: '{alias}' stands for '{name}', and no such model is served: there is "
                    + string.Join(", ", files.Models.Keys));
            }

            if (files.Models.ContainsKey(alias))
            {
                throw new UsageException($"--alias: '{alias}' is the name of a model that is served");
            }

            aliases[alias] = meant;
        }

        return aliases;
    }

    /// <summary>Tells of aliases that lead nowhere now.</summary>
    internal static void NoteMissing(CliConsole console, IReadOnlyDictionary<string, string> aliases, ModelRegistry registry)
    {
        foreach ((string alias, string meant) in aliases.Where(item => registry.Find(item.Key) is null))
        {
            console.Note($"the alias {alias} stands for {meant}, which is not served now");
        }
    }
}
