namespace Brine.Store;

/// <summary>Somebody agreed that a version goes to an environment.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Who">Who agreed.</param>
/// <param name="Time">When.</param>
public sealed record VersionApproval(string Environment, string Who, DateTimeOffset Time);
