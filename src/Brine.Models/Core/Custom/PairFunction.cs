namespace Brine.Models;

/// <summary>A function of two rows of numbers: a metric, or a kernel.</summary>
/// <param name="left">The first row.</param>
/// <param name="right">The second row.</param>
/// <returns>Their distance, or how alike they are.</returns>
public delegate double PairFunction(ReadOnlySpan<double> left, ReadOnlySpan<double> right);
