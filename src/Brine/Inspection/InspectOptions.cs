using Brine.Pickling;

namespace Brine;

/// <summary>How much of a file to show.</summary>
public sealed record InspectOptions
{
    /// <summary>How much the file may ask for.</summary>
    public Limits Limits { get; init; } = Limits.Default;

    /// <summary>How deep values are shown, from 1 to 40.</summary>
    public int Depth { get; init; } = 10;

    /// <summary>True to open also what a library keeps for itself: private attributes, untrained copies.</summary>
    public bool ShowsBookkeeping { get; init; }

    /// <summary>How many parts of one value are shown; the rest is counted.</summary>
    public int MaxChildren { get; init; } = 40;
}
