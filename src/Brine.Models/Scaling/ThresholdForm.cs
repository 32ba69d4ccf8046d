namespace Brine.Models;

/// <summary>The form of Binarizer: 1 where a value is over the threshold, else 0.</summary>
/// <param name="Threshold">The threshold.</param>
public sealed record ThresholdForm(double Threshold) : EstimatorForm;
