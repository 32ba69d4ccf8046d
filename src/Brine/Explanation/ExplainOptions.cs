namespace Brine;

/// <summary>How rows are explained.</summary>
public sealed record ExplainOptions
{
    /// <summary>The defaults.</summary>
    public static ExplainOptions Default { get; } = new();

    /// <summary>How many neighbors are shown; those of the training when null.</summary>
    public int? NeighborCount { get; init; }

    /// <summary>The tree of an ensemble whose path is shown besides, from 0; none when null. A lone tree's is shown always.</summary>
    public int? Tree { get; init; }

    /// <summary>Ends the work between two rows.</summary>
    public CancellationToken CancellationToken { get; init; }
}
