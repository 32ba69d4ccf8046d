namespace Brine.Store;

/// <summary>What a check of a whole store found.</summary>
public sealed record StoreCheck
{
    /// <summary>True where everything is as it was written.</summary>
    public bool IsSound => Problems.Count == 0;

    /// <summary>How many entries the history has.</summary>
    public required long Entries { get; init; }

    /// <summary>The hash of the last entry: it stands for the whole history, and can be kept elsewhere.</summary>
    public required string Head { get; init; }

    /// <summary>How many versions there are.</summary>
    public required int Versions { get; init; }

    /// <summary>How many files were hashed again.</summary>
    public required int Files { get; init; }

    /// <summary>Their size.</summary>
    public required long Bytes { get; init; }

    /// <summary>What is not as it was written.</summary>
    public required IReadOnlyList<StoreProblem> Problems { get; init; }
}
