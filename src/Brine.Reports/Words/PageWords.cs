using System.Collections.Frozen;
using System.Globalization;

namespace Brine;

/// <summary>What pages say, in one language: <c>en.tsv</c>, <c>es.tsv</c>. A language is one file.</summary>
internal sealed class PageWords
{
    private static readonly string[] Known = ["en", "es"];

    private static readonly FrozenDictionary<string, PageWords> All = Known.ToFrozenDictionary(language => language,
        language => new PageWords(language, Read(language)), StringComparer.OrdinalIgnoreCase);

    private readonly FrozenDictionary<string, string> _words;

    private PageWords(string language, FrozenDictionary<string, string> words) => (Language, _words) = (language, words);

    /// <summary>The languages that there are, the default one first.</summary>
    internal static IReadOnlyList<string> Languages => Known;

    /// <summary>English.</summary>
    internal static PageWords English => All["en"];

    /// <summary>The language, as HTML names it.</summary>
    internal string Language { get; }

    /// <summary>The keys, for tests.</summary>
    internal IEnumerable<string> Keys => _words.Keys;

    /// <summary>What is said under a key.</summary>
    internal string this[string key] => _words[key];

    /// <summary>What is said under a key about some values.</summary>
    internal string Say(string key, params ReadOnlySpan<object?> values) =>
        string.Format(CultureInfo.InvariantCulture, _words[key], values);

    /// <summary>The words of a language, or null where there is no such file.</summary>
    internal static PageWords? Of(string language) => All.GetValueOrDefault(language);

    /// <summary>The language that a browser likes best of those that there are, by its <c>Accept-Language</c>.</summary>
    internal static PageWords Preferred(string? accepted)
    {
        PageWords? best = null;
        double most = 0;
        foreach (string item in (accepted ?? "").Split(',').Take(20))
        {
            string[] parts = item.Split(';');
            double weight = 1;
            if (parts.Length > 1 && parts[1].Trim() is ['q', '=', .. var number]
                && !double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out weight))
            {
                continue;
            }

            if (weight > most && Of(parts[0].Trim().Split('-')[0]) is { } words)
            {
                (best, most) = (words, weight);
            }
        }

        return best ?? English;
    }

    private static FrozenDictionary<string, string> Read(string language)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string line in PageResource.Lines($"words.{language}.tsv"))
        {
            int tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (tab > 0)
            {
                words.Add(line[..tab], line[(tab + 1)..]);
            }
        }

        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
