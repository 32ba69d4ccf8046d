using System.Text.Json;
using System.Text.Unicode;

namespace Brine;

/// <summary>JSON of signatures, read strictly: no key twice, no deep nesting, nothing that is not there.</summary>
internal static class SignatureJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <exception cref="SignatureException">The bytes are no JSON.</exception>
    internal static JsonDocument Parse(ReadOnlyMemory<byte> json, string what)
    {
        if (!Utf8.IsValid(json.Span))
        {
            throw new SignatureException("SignatureFormat", $"the {what} is not UTF-8");
        }

        try
        {
            return JsonDocument.Parse(json, Strict);
        }
        catch (JsonException error)
        {
            throw new SignatureException("SignatureFormat", $"the {what} is no JSON: {error.Message.ReplaceLineEndings(" ")}", error);
        }
    }

    internal static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value
            : throw Bad($"there is no {name}");

    internal static string Text(this JsonElement element, string name) => TextOf(element.Member(name), name);

    internal static string TextOf(JsonElement element, string name)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Bad($"{name} is no text");
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped.
            throw Bad($"{name} is no text");
        }
    }

    internal static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : throw Bad($"{name} is no list");

    /// <summary>The one element of a list.</summary>
    internal static JsonElement Only(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == 1 ? list[0]
            : throw Bad($"{name} is not a list of one");

    internal static byte[] Base64(this JsonElement element, string name) =>
        element.Member(name).ValueKind == JsonValueKind.String && element.Member(name).TryGetBytesFromBase64(out byte[]? bytes) ? bytes
            : throw Bad($"{name} is not base64");

    internal static byte[] Hex(string text)
    {
        try
        {
            return text.Length == 64 ? Convert.FromHexString(text) : throw Bad($"a SHA-256 has {text.Length} digits");
        }
        catch (FormatException)
        {
            throw Bad("a SHA-256 is not hexadecimal");
        }
    }

    internal static SignatureException Bad(string what) => new("SignatureFormat", $"the signature is damaged: {what}");

    internal static SignatureException Unsupported(string what) => new("SignatureUnsupported", what);
}
