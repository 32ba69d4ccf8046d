using Brine.Containers;

namespace Brine.Scanning;

/// <summary>What the scanner says of one file.</summary>
public sealed record ScannedFile
{
    /// <summary>The path, as it was given or found in a folder.</summary>
    public required string Path { get; init; }

    /// <summary>What is to be thought of the file.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>True when a part of the file could not be read, so that it may hold more than was found. Never goes with
    /// <see cref="Verdict.Safe"/>.</summary>
    public bool IsIncomplete { get; init; }

    /// <summary>What was found, in the order of the file.</summary>
    public required IReadOnlyList<ScanFinding> Findings { get; init; }

    /// <summary>The format, found out by the content; null where none is known.</summary>
    public FileFormat? Format { get; init; }

    /// <summary>The size of the file in bytes.</summary>
    public long Length { get; init; }

    /// <summary>The classes and functions that the file names, as Python 3 calls them, each once, sorted.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Why the file could not be read at all, or null.</summary>
    public string? Error { get; init; }
}
