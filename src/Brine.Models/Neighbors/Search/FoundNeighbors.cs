namespace Brine.Models;

/// <summary>The nearest training rows of rows, as many a row as are wanted.</summary>
/// <param name="Distances">How far they are, the nearest first.</param>
/// <param name="Indices">Which rows they are.</param>
/// <param name="IsSingle">True where Python has the distances as float32.</param>
internal readonly record struct FoundNeighbors(double[] Distances, int[] Indices, bool IsSingle);
