namespace Brine.Scanning;

/// <summary>One thing that the scanner found in a file.</summary>
public sealed record ScanFinding
{
    /// <summary>The rule that found it.</summary>
    public required ScanRule Rule { get; init; }

    /// <summary>The stable name of the rule, such as <c>DeniedName</c>.</summary>
    public string RuleId => Rule.Id;

    /// <summary>How bad it is.</summary>
    public required ScanSeverity Severity { get; init; }

    /// <summary>The place, in bytes from the start of the (decompressed) data that <see cref="Place"/> names; null where it has
    /// none.</summary>
    public long? Offset { get; init; }

    /// <summary>CPython's name of the pickle opcode that stands there, or null.</summary>
    public string? Opcode { get; init; }

    /// <summary>The part of the file in which it is, such as <c>model.zip!archive/data.pkl</c>.</summary>
    public required string Place { get; init; }

    /// <summary>The name or the call with its arguments in Python's notation, escaped and of bounded length, or null.</summary>
    public string? Call { get; init; }

    /// <summary>One sentence that says what is there.</summary>
    public required string Message { get; init; }

    /// <summary>Why it matters.</summary>
    public string Why => Rule.Why;

    /// <summary>What to do.</summary>
    public string Advice => Rule.Advice;

    /// <summary>The same for the same finding in another scan, wherever it stands in the part of the file.</summary>
    public string Fingerprint => Scanning.Fingerprint.Of(this);
}
