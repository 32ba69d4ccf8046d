using System.Text.Json;

namespace Brine.Scanning;

/// <summary>An object or a list in JSON: the texts that it holds itself, by their keys.</summary>
internal sealed class JsonPart
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private string _property = "";

    private JsonPart(long offset) => Offset = offset;

    /// <summary>Where it begins.</summary>
    internal long Offset { get; }

    /// <summary>The text of a key; null where there is none.</summary>
    internal string? Text(string key) => _texts.GetValueOrDefault(key);

    /// <summary>Reads the first value of JSON, and shows each node in it when it ends.</summary>
    /// <param name="json">The JSON, which something may stand behind.</param>
    /// <param name="maxDepth">How deep it may nest.</param>
    /// <param name="keys">The keys whose texts are kept.</param>
    /// <param name="judge">Is shown each node.</param>
    /// <param name="consumed">How many bytes were read.</param>
    /// <param name="isOpen">True where the JSON ends in the middle.</param>
    /// <returns>What is wrong with it; null for JSON.</returns>
    internal static Exception? Walk(ReadOnlySpan<byte> json, int maxDepth, IReadOnlyCollection<string> keys, Action<JsonPart> judge,
        out long consumed, out bool isOpen)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maxDepth });
        var open = new Stack<JsonPart>();
        Exception? failure = null;
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        open.Push(new JsonPart(reader.TokenStartIndex));
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        judge(open.Pop());
                        break;
                    case JsonTokenType.PropertyName when open.TryPeek(out JsonPart? node):
                        node._property = reader.GetString() ?? "";
                        break;
                    case JsonTokenType.String when open.TryPeek(out JsonPart? node) && keys.Contains(node._property):
                        node._texts[node._property] = reader.GetString() ?? "";
                        break;
                }

                if (open.Count == 0)
                {
                    break;
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The second is text that is no Unicode.
            failure = error;
        }

        (consumed, isOpen) = (reader.BytesConsumed, open.Count > 0);
        return failure;
    }
}
