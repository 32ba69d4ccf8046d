namespace Brine.Scanning;

/// <summary>What a house allows and forbids beside the scanner's own list.</summary>
/// <example><code>
/// { "allow": ["shop.models.Ranker"], "deny": ["catboost"], "unknown": "Dangerous" }
/// </code>
/// or, in YAML,
/// <code>
/// allow:
///   - shop.models.Ranker
/// unknown: Dangerous
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

    /// <summary>Reads a policy file, of at most 16 MiB.</summary>
    /// <param name="path">A JSON or YAML file with the keys <c>allow</c> and <c>deny</c>, lists of names, and <c>unknown</c>, "Review" or
    /// "Dangerous". Each may be missing; comments are allowed.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ScanPolicyException">The file is no policy.</exception>
    public static ScanPolicy Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new FileInfo(path).Length > LargestFile ? throw new ScanPolicyException("the policy file has more than 16 MiB")
            : Parse(File.ReadAllText(path));
    }

    /// <summary>Reads the text of a policy file, in JSON or YAML.</summary>
    /// <exception cref="ScanPolicyException">The text is no policy.</exception>
    public static ScanPolicy Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return PolicyReader.Read(text);
    }
}
