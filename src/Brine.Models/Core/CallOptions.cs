namespace Brine.Models;

/// <summary>What Python passes to a method beside the rows. A method takes what it knows and leaves the rest aside.</summary>
public sealed record CallOptions
{
    /// <summary>The defaults of every method.</summary>
    public static CallOptions Default { get; } = new();

    /// <summary><c>n_neighbors</c> of <c>kneighbors</c> and <c>kneighbors_graph</c>: how many neighbors of each row; those of the training
    /// when null.</summary>
    public int? NeighborCount { get; init; }

    /// <summary><c>radius</c> of <c>radius_neighbors</c> and <c>radius_neighbors_graph</c>; that of the training when null.</summary>
    public double? Radius { get; init; }

    /// <summary><c>mode='distance'</c> of the graphs of neighbors: they hold distances, else ones.</summary>
    public bool GivesDistances { get; init; }

    /// <summary><c>sort_results</c> of <c>radius_neighbors</c> and <c>radius_neighbors_graph</c>: the nearest first.</summary>
    public bool SortsNeighbors { get; init; }

    /// <summary><c>n_samples</c> of <c>sample_y</c>: how many numbers are drawn for each row.</summary>
    public int SampleCount { get; init; } = 1;

    /// <summary><c>random_state</c> of <c>sample_y</c>.</summary>
    public uint Seed { get; init; }

    /// <summary>Ends a call between the steps of a model.</summary>
    public CancellationToken CancellationToken { get; init; }
}
