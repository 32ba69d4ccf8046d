namespace Brine.Store;

/// <summary>A metric of two versions.</summary>
/// <param name="Name">The name.</param>
/// <param name="Left">Of the first version; null where it has none.</param>
/// <param name="Right">Of the second.</param>
public sealed record MetricChange(string Name, double? Left, double? Right);
