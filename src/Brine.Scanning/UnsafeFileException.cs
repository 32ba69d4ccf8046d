namespace Brine.Scanning;

/// <summary>The scanner thinks worse of a file than <see cref="LoadRequirement.Require"/> allows; nothing of it was loaded.</summary>
public sealed class UnsafeFileException : BrineException
{
    internal UnsafeFileException(ScanReport report, Verdict allowed)
        : base("UnsafeFile", Describe(report, allowed)) => Report = report;

    /// <summary>What the scanner found.</summary>
    public ScanReport Report { get; }

    private static string Describe(ScanReport report, Verdict allowed)
    {
        ScannedFile worst = report.Files.MaxBy(file => file.Verdict)!;
        ScanFinding? finding = worst.Findings.MaxBy(found => found.Severity);
        string what = finding is null ? "" : $": {finding.Message}{(finding.Offset is { } offset ? $" (offset {offset})" : "")}";
        return $"the file is {worst.Verdict}{(worst.IsIncomplete ? ", and not all of it could be read" : "")}, and {allowed} is required"
            + $"{what}; the report has all findings";
    }
}
