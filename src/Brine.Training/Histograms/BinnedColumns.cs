namespace Brine.Training;

/// <summary>The bin of each value, one column after another.</summary>
/// <param name="Bins">The bins.</param>
/// <param name="RowCount">The number of rows.</param>
/// <param name="HasMissing">Whether values of a column are missing.</param>
internal sealed record BinnedColumns(byte[][] Bins, int RowCount, bool[] HasMissing);
