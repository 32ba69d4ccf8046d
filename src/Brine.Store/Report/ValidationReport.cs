namespace Brine.Store;

/// <summary>Whether a model gives the answers that were recorded with it, on this machine.</summary>
public sealed record ValidationReport
{
    /// <summary>The version that was asked.</summary>
    public required ModelVersion Version { get; init; }

    /// <summary>Who gave the answers: <c>python</c>, <c>brine</c>, or null where they do not say.</summary>
    public string? RecordedBy { get; init; }

    /// <summary>How each method did.</summary>
    public required IReadOnlyList<MethodCheck> Methods { get; init; }

    /// <summary>True where there are answers, and all come out.</summary>
    public bool Passed => Methods.Count > 0 && Methods.All(method => method.IsRight);
}
