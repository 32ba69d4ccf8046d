namespace Brine.Models;

/// <summary>The form of Normalizer: each row is divided by its norm.</summary>
/// <param name="Norm"><c>l1</c>, <c>l2</c> or <c>max</c>.</param>
public sealed record NormForm(string Norm) : EstimatorForm;
