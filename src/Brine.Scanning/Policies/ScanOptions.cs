using Brine.Pickling;

namespace Brine.Scanning;

/// <summary>How to scan.</summary>
public sealed record ScanOptions
{
    /// <summary>What is allowed and forbidden beside the scanner's own list.</summary>
    public ScanPolicy Policy { get; init; } = ScanPolicy.Default;

    /// <summary>The limits of what a file may ask for. Where one is reached, the file is incomplete.</summary>
    public Limits Limits { get; init; } = Limits.Default;

    /// <summary>How deep archives, compressed data and pickles inside of each other are looked into.</summary>
    public int MaxNesting { get; init; } = 8;

    /// <summary>How many findings of one file are kept.</summary>
    public int MaxFindings { get; init; } = 1_000;

    /// <summary>How many files of a folder are scanned at once; 0 for as many as there are processors.</summary>
    public int MaxParallel { get; init; }

    /// <summary>Told of each file as it is finished.</summary>
    public IProgress<ScannedFile>? Progress { get; init; }

    /// <summary>Stops the scan.</summary>
    public CancellationToken CancellationToken { get; init; }
}
