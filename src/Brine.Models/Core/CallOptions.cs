namespace Brine.Models;

/// <summary>What Python passes to a method beside the rows. A method takes what it knows and leaves the rest aside.</summary>
public sealed record CallOptions
{
    /// <summary>The defaults of every method.</summary>
    public static CallOptions Default { get; } = new();

    /// <summary><c>n_neighbors</c> of <c>kneighbors</c>: how many neighbors of each row; those of the training when null.</summary>
    public int? NeighborCount { get; init; }

    /// <summary>Ends a call between the steps of a model.</summary>
    public CancellationToken CancellationToken { get; init; }
}
