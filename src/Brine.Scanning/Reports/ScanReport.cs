namespace Brine.Scanning;

/// <summary>What the scanner says of the files that it looked at.</summary>
/// <param name="Files">The files, sorted by path.</param>
public sealed record ScanReport(IReadOnlyList<ScannedFile> Files)
{
    /// <summary>The worst verdict of all files.</summary>
    public Verdict Verdict => Files.Count == 0 ? Verdict.NotAModel : Files.Max(file => file.Verdict);

    /// <summary>True when a part of a file could not be read.</summary>
    public bool IsIncomplete => Files.Any(file => file.IsIncomplete);

    /// <summary>All findings of all files.</summary>
    public IEnumerable<ScanFinding> Findings => Files.SelectMany(file => file.Findings);

    /// <summary>Writes the report as JSON.</summary>
    /// <param name="stream">The stream; it is not closed.</param>
    public void WriteJson(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ReportJson.Write(this, stream);
    }

    /// <summary>Writes the report in the Static Analysis Results Interchange Format (SARIF) 2.1.0.</summary>
    /// <param name="stream">The stream; it is not closed.</param>
    public void WriteSarif(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        SarifLog.Write(this, stream);
    }
}
