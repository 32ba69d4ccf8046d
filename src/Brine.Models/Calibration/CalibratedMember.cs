namespace Brine.Models;

/// <summary>A classifier and what makes probabilities of its scores.</summary>
/// <param name="Estimator">The classifier.</param>
/// <param name="Calibrators">One for each score, or one for all of them where it is a temperature.</param>
/// <param name="ClassIndices">For each of the classifier's classes its place among those of the whole.</param>
public sealed record CalibratedMember(Estimator Estimator, IReadOnlyList<Calibrator> Calibrators, IReadOnlyList<int> ClassIndices);
