namespace Brine.Store;

/// <summary>How two versions differ.</summary>
public sealed record VersionComparison
{
    /// <summary>The first version.</summary>
    public required ModelVersion Left { get; init; }

    /// <summary>The second version.</summary>
    public required ModelVersion Right { get; init; }

    /// <summary>True where the files are the same to the byte.</summary>
    public bool IsSameFile => Left.File.Hash == Right.File.Hash;

    /// <summary>The metrics that either has.</summary>
    public required IReadOnlyList<MetricChange> Metrics { get; init; }

    /// <summary>What is different inside, in the order of the file.</summary>
    public required IReadOnlyList<ValueChange> Changes { get; init; }

    /// <summary>False where there are more differences than are listed, or parts that were not looked at.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>How the answers of the second version differ from those of the first, on the cases of either.</summary>
    public required IReadOnlyList<MethodCheck> Predictions { get; init; }

    /// <summary>What could not be compared, and why.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
