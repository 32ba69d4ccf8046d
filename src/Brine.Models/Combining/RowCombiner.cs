namespace Brine.Models;

/// <summary>Makes the answer of one row of what the members of an ensemble answered.</summary>
/// <param name="values">The answers of all members, one after the other.</param>
/// <param name="output">Room for the answer.</param>
internal delegate void RowCombiner(ReadOnlySpan<double> values, Span<double> output);
