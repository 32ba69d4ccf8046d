namespace Brine.Store;

/// <summary>A row whose answer is not the recorded one.</summary>
/// <param name="Row">The row, from 0 on.</param>
/// <param name="Expected">The recorded answer.</param>
/// <param name="Actual">What the model answers now.</param>
/// <param name="Distance">How far they are apart: relative for floats, infinity for answers that are simply others.</param>
public sealed record RowDifference(int Row, string Expected, string Actual, double Distance);
