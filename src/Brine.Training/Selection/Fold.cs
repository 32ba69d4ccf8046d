namespace Brine.Training;

/// <summary>Rows to train on and rows to test with.</summary>
/// <param name="Train">The numbers of the rows to train on.</param>
/// <param name="Test">The numbers of the rows to test with.</param>
public sealed record Fold(IReadOnlyList<int> Train, IReadOnlyList<int> Test);
