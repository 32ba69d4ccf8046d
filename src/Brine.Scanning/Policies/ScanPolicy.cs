using System.Text.Json;

namespace Brine.Scanning;

/// <summary>What a house allows and forbids beside the scanner's own list.</summary>
/// <example><code>
/// { "allow": ["shop.models.Ranker"], "deny": ["catboost"], "unknown": "Dangerous" }
/// </code></example>
public sealed record ScanPolicy
{
    private const long LargestFile = 16 << 20;

    /// <summary>Nothing beside the scanner's list.</summary>
    public static ScanPolicy Default { get; } = new();

    /// <summary>Full names of classes and functions that are allowed, such as <c>shop.models.Ranker</c>. What runs code stays
    /// forbidden.</summary>
    public IReadOnlySet<string> Allow { get; init; } = new HashSet<string>();

    /// <summary>Full names, and modules with all that they hold, that are forbidden.</summary>
    public IReadOnlySet<string> Deny { get; init; } = new HashSet<string>();

    /// <summary>A name that is on no list makes the file <see cref="Verdict.Dangerous"/>.</summary>
    public bool UnknownIsDangerous { get; init; }

    /// <summary>Reads a policy file.</summary>
    /// <param name="path">A JSON file with the keys <c>allow</c> and <c>deny</c>, lists of names, and <c>unknown</c>, "Review" or
    /// "Dangerous". Each may be missing; comments are allowed.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ScanPolicyException">The file is no policy.</exception>
    public static ScanPolicy Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new FileInfo(path).Length > LargestFile ? throw new ScanPolicyException("the policy file has more than 16 MiB")
            : Parse(File.ReadAllText(path));
    }

    /// <summary>Reads the text of a policy file.</summary>
    /// <exception cref="ScanPolicyException">The text is no policy.</exception>
    public static ScanPolicy Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json,
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return Read(document.RootElement);
        }
        catch (JsonException error)
        {
            throw new ScanPolicyException($"the policy is no JSON: {PlainText.Of(error.Message)}", error);
        }
    }

    private static ScanPolicy Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new ScanPolicyException("the policy is no JSON object with 'allow', 'deny' and 'unknown'");
        }

        ScanPolicy policy = Default;
        foreach (JsonProperty property in root.EnumerateObject())
        {
            policy = property.Name switch
            {
                "allow" => policy with { Allow = Names(property) },
                "deny" => policy with { Deny = Names(property) },
                "unknown" => policy with { UnknownIsDangerous = IsDangerous(property) },
                "$schema" => policy,
                _ => throw new ScanPolicyException(
                    $"the policy has the key '{PlainText.Of(property.Name)}'; there are 'allow', 'deny' and 'unknown'"),
            };
        }

        return policy;
    }

    private static bool IsDangerous(JsonProperty property) =>
        (property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString() : null) switch
        {
            "Dangerous" => true,
            "Review" => false,
            _ => throw new ScanPolicyException("'unknown' of the policy is neither \"Review\" nor \"Dangerous\""),
        };

    private static HashSet<string> Names(JsonProperty property)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (property.Value.ValueKind != JsonValueKind.Array)
        {
            throw new ScanPolicyException($"'{property.Name}' of the policy is no list of names");
        }

        foreach (JsonElement item in property.Value.EnumerateArray())
        {
            string? name = item.ValueKind == JsonValueKind.String ? item.GetString() : null;
            if (name is null || !IsName(name))
            {
                throw new ScanPolicyException(
                    $"'{property.Name}' of the policy has '{PlainText.Of(item.ToString())}', which is no full name such as "
                        + "shop.models.Ranker");
            }

            names.Add(name);
        }

        return names;
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 1_000 && name.Split('.').All(part => part.Length > 0 && !part.AsSpan().ContainsAny(" *?[]/\\:"));
}
