namespace Brine.Store;

/// <summary>What a promotion is decided by.</summary>
/// <param name="Environment">The environment with its rules.</param>
/// <param name="Version">The version that is to be promoted.</param>
/// <param name="Placement">What the environment has; null for nothing.</param>
/// <param name="Current">The version that it has.</param>
internal sealed record PromotionState(StoreEnvironment Environment, ModelVersion Version, Placement? Placement, ModelVersion? Current)
{
    /// <summary>Whether nothing changed that the decision hangs on.</summary>
    internal bool IsAs(PromotionState other) =>
        Placement == other.Placement && EnvironmentJson.Write(Environment).AsSpan().SequenceEqual(EnvironmentJson.Write(other.Environment))
            && VersionJson.Write(Version).AsSpan().SequenceEqual(VersionJson.Write(other.Version));
}
