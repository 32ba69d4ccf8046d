using System.Text.Json;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Scanning;

/// <summary>Reads the text of a policy, in JSON or YAML.</summary>
internal static class PolicyReader
{
    private const string Keys = "'allow', 'deny' and 'unknown'";

    /// <summary>Reads JSON where the text begins as JSON objects, lists or comments do, and YAML else.</summary>
    internal static ScanPolicy Read(string text)
    {
        ReadOnlySpan<char> begin = text.AsSpan().TrimStart("\ufeff \t\r\n");
        return Policy(begin is ['{' or '[' or '/', ..] ? Json(text) : Yaml(text));
    }

    /// <summary>The keys with their values: a text, a list of texts (null for what is no text), or null for anything else.</summary>
    private static List<(string Key, object? Value)> Json(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text.TrimStart('\ufeff'),
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            JsonElement root = document.RootElement;
            return root.ValueKind != JsonValueKind.Object ? throw NoObject() : [.. root.EnumerateObject().Select(property => (property.Name,
                property.Value.ValueKind switch
                {
                    JsonValueKind.String => (object?)property.Value.GetString(),
                    JsonValueKind.Array => property.Value.EnumerateArray().Select(item =>
                        item.ValueKind == JsonValueKind.String ? item.GetString() : null).ToList(),
                    _ => null,
                }))];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The second is text that is no Unicode.
            throw new ScanPolicyException($"the policy is no JSON: {PlainText.Of(error.Message)}", error);
        }
    }

    private static List<(string Key, object? Value)> Yaml(string text)
    {
        try
        {
            return YamlReader.Read(text, "the policy", takesKeysTwice: false).Reference is not PyDict root ? throw NoObject()
                : [.. root.Select(item => (item.Key.AsString() ?? item.Key.ToString(), Plain(item.Value)))];
        }
        catch (PickleFormatException error)
        {
            throw new ScanPolicyException($"the policy is no YAML: {PlainText.Of(error.Message)}", error);
        }
    }

    private static object? Plain(PyValue value) => value.AsString() is { } text ? text
        : value.Reference is PyList list ? list.Select(item => item.AsString()).ToList() : null;

    private static ScanPolicyException NoObject() => new($"the policy is no object with {Keys}");

    private static ScanPolicy Policy(List<(string Key, object? Value)> pairs)
    {
        ScanPolicy policy = ScanPolicy.Default;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string key, object? value) in pairs)
        {
            if (!seen.Add(key))
            {
                throw new ScanPolicyException($"the policy has the key '{PlainText.Of(key)}' twice");
            }

            policy = key switch
            {
                "allow" => policy with { Allow = Names(key, value) },
                "deny" => policy with { Deny = Names(key, value) },
                "unknown" => policy with { UnknownIsDangerous = IsDangerous(value) },
                "$schema" => policy,
                _ => throw new ScanPolicyException($"the policy has the key '{PlainText.Of(key)}'; there are {Keys}"),
            };
        }

        return policy;
    }

    private static bool IsDangerous(object? value) => value switch
    {
        "Dangerous" => true,
        "Review" => false,
        _ => throw new ScanPolicyException("'unknown' of the policy is neither \"Review\" nor \"Dangerous\""),
    };

    private static HashSet<string> Names(string key, object? value)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (string? name in value as List<string?> ?? throw new ScanPolicyException($"'{key}' of the policy is no list of names"))
        {
            names.Add(name is not null && IsName(name) ? name : throw new ScanPolicyException(
                $"'{key}' of the policy has {(name is null ? "what is no text" : $"'{PlainText.Of(name)}'")}, which is no full name "
                    + "such as shop.models.Ranker"));
        }

        return names;
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 1_000 && name.Split('.').All(part => part.Length > 0 && !part.AsSpan().ContainsAny(" *?[]/\\:"));
}
