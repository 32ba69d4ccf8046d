namespace Brine.Models;

/// <summary>One step of an IterativeImputer: a model predicts the gaps of one column.</summary>
/// <param name="Column">The column, among those that come out.</param>
/// <param name="Neighbors">The columns that the model predicts it by.</param>
/// <param name="Estimator">The model.</param>
public sealed record ImputationStep(int Column, IReadOnlyList<int> Neighbors, Estimator Estimator);
