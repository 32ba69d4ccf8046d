namespace Brine.Store;

/// <summary>Which version of a model an environment has.</summary>
/// <param name="Model">The model.</param>
/// <param name="Environment">The environment.</param>
/// <param name="Version">The number of the version.</param>
/// <param name="Who">Who put it there.</param>
/// <param name="Time">When.</param>
public sealed record Placement(string Model, string Environment, int Version, string Who, DateTimeOffset Time)
{
    /// <summary>The entry of the history that put it there.</summary>
    internal long Entry { get; init; }
}
