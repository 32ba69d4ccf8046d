namespace Brine.Models;

/// <summary>A function of one row of numbers, which writes what it gives and allocates nothing.</summary>
/// <param name="row">The numbers of the row.</param>
/// <param name="output">Room for the numbers that it gives.</param>
public delegate void RowFunction(ReadOnlySpan<double> row, Span<double> output);
