namespace Brine.Scanning;

/// <summary>How bad a finding is. A file is as bad as the worst of its findings.</summary>
public enum ScanSeverity
{
    /// <summary>Worth knowing, and no reason for doubt.</summary>
    Note,

    /// <summary>A person should look at it: the file is at best <see cref="Verdict.Review"/>.</summary>
    Review,

    /// <summary>The file is <see cref="Verdict.Dangerous"/>.</summary>
    Dangerous,

    /// <summary>The file is <see cref="Verdict.Malicious"/>.</summary>
    Malicious,
}
