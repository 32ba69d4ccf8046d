namespace Brine.Models;

/// <summary>An estimator inside of another one.</summary>
/// <param name="Name">The name by which Python reaches it: of a step, of a part, or of the attribute.</param>
/// <param name="Estimator">The estimator.</param>
public sealed record EstimatorChild(string Name, Estimator Estimator);
