namespace Brine;

/// <summary>What was done with a file of rows.</summary>
/// <param name="RowCount">How many rows were written.</param>
/// <param name="UnusedColumns">The columns of the data that the model does not use.</param>
/// <param name="FailedRowCount">How many of the rows have no answer, and a reason instead.</param>
public sealed record FilePrediction(long RowCount, IReadOnlyList<string> UnusedColumns, long FailedRowCount = 0);
