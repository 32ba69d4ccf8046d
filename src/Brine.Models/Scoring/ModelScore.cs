namespace Brine.Models;

/// <summary>How good a model's answers are.</summary>
/// <param name="Value">The number; NaN where the metric is not defined, such as R² of one row.</param>
/// <param name="Metric">What it says: <c>accuracy</c>, <c>r2</c>, <c>log_likelihood</c>...</param>
public sealed record ModelScore(double Value, string Metric);
