namespace Brine;

/// <summary>How <see cref="PartialDependence"/> chooses the values: the arguments of scikit-learn's <c>partial_dependence</c>.</summary>
public sealed record PartialDependenceOptions
{
    /// <summary>The defaults of scikit-learn.</summary>
    public static PartialDependenceOptions Default { get; } = new();

    /// <summary><c>grid_resolution</c>: how many values there are, where the column has as many.</summary>
    public int Resolution { get; init; } = 100;

    /// <summary><c>percentiles[0]</c>: where the values begin, as a share of the rows.</summary>
    public double Lowest { get; init; } = 0.05;

    /// <summary><c>percentiles[1]</c>: where the values end, as a share of the rows.</summary>
    public double Highest { get; init; } = 0.95;

    /// <summary>Ends the work between two values.</summary>
    public CancellationToken CancellationToken { get; init; }
}
