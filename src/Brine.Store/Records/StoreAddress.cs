using System.Text;

namespace Brine.Store;

/// <summary>The address of a store that is not a folder: <c>postgresql://user@host/database?schema=models</c>,
/// <c>s3://bucket/prefix?region=eu-central-1</c>.</summary>
internal sealed class StoreAddress
{
    private readonly string _text;

    private StoreAddress(string text, Uri uri)
    {
        _text = text;
        Uri = uri;
        (User, Password) = uri.UserInfo.IndexOf(':') is >= 0 and var colon
            ? (Unescaped(uri.UserInfo[..colon]), Unescaped(uri.UserInfo[(colon + 1)..])) : (Unescaped(uri.UserInfo), null);
        Words = ReadWords(uri);
    }

    internal Uri Uri { get; }

    internal string? User { get; }

    internal string? Password { get; }

    /// <summary>What stands behind the question mark.</summary>
    internal IReadOnlyDictionary<string, string> Words { get; }

    /// <summary>The address without its password, for people.</summary>
    public override string ToString() => Password is null ? _text
        : _text.Replace(":" + Uri.UserInfo[(Uri.UserInfo.IndexOf(':') + 1)..] + "@", "@", StringComparison.Ordinal);

    /// <summary>Whether a word is an address, and no folder.</summary>
    internal static bool Is(string text) => text.Contains("://", StringComparison.Ordinal);

    /// <summary>Reads an address.</summary>
    /// <exception cref="StoreException">It is none.</exception>
    internal static StoreAddress Parse(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) ? new StoreAddress(text, uri)
        : throw new StoreException("StoreAddress", $"'{SafeText.Of(Hidden(text))}' is no address of a store");

    /// <summary>Refuses words that this kind of address does not have.</summary>
    internal StoreAddress WithWords(params ReadOnlySpan<string> known)
    {
        foreach (string word in Words.Keys)
        {
            if (!known.Contains(word))
            {
                throw Wrong($"it says {SafeText.Of(word)}, and there are {string.Join(", ", known!)}");
            }
        }

        return this;
    }

    internal StoreException Wrong(string why) => new("StoreAddress", $"{this} is no address of a store: {why}");

    private Dictionary<string, string> ReadWords(Uri uri)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string part in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=');
            if (equals < 1 || !words.TryAdd(part[..equals], Uri.UnescapeDataString(part[(equals + 1)..])))
            {
                throw Wrong($"'{SafeText.Of(part)}' is said twice, or has no value");
            }
        }

        return words;
    }

    private static string? Unescaped(string text) => text.Length == 0 ? null : Uri.UnescapeDataString(text);

    /// <summary>What cannot be read may hold a password all the same.</summary>
    private static string Hidden(string text)
    {
        int begin = text.IndexOf("://", StringComparison.Ordinal) + 3, at = text.LastIndexOf('@');
        return at > begin ? new StringBuilder(text).Remove(begin, at - begin).ToString() : text;
    }
}
