namespace Brine.Models;

/// <summary>A split as a file says it.</summary>
/// <param name="Left">The node on the left.</param>
/// <param name="Right">The node on the right.</param>
/// <param name="Feature">The feature.</param>
/// <param name="Threshold">The threshold.</param>
/// <param name="MissingGoesLeft">True where missing values go left.</param>
/// <param name="Category">The number of the question about a category, or -1 for a threshold.</param>
internal readonly record struct TreeSplit(long Left, long Right, long Feature, double Threshold, bool MissingGoesLeft, int Category = -1);
