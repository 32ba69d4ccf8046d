namespace Brine.Scanning;

/// <summary>What a house allows and forbids beside the scanner's own list.</summary>
public sealed record ScanPolicy
{
    /// <summary>Nothing beside the scanner's list.</summary>
    public static ScanPolicy Default { get; } = new();

    /// <summary>Full names of classes and functions that are allowed, such as <c>shop.models.Ranker</c>. What runs code stays
    /// forbidden.</summary>
    public IReadOnlySet<string> Allow { get; init; } = new HashSet<string>();

    /// <summary>Full names, and modules with all that they hold, that are forbidden.</summary>
    public IReadOnlySet<string> Deny { get; init; } = new HashSet<string>();

    /// <summary>A name that is on no list makes the file <see cref="Verdict.Dangerous"/>.</summary>
    public bool UnknownIsDangerous { get; init; }
}
