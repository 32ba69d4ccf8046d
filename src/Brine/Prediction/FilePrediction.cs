namespace Brine;

/// <summary>What was done with a file of rows.</summary>
/// <param name="RowCount">How many rows were answered.</param>
/// <param name="UnusedColumns">The columns of the data that the model does not use.</param>
public sealed record FilePrediction(long RowCount, IReadOnlyList<string> UnusedColumns);
