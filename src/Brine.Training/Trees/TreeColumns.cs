namespace Brine.Training;

/// <summary>The rows of a tree's training in single precision, one column after another.</summary>
internal sealed class TreeColumns
{
    internal TreeColumns(DenseRows x, string className)
    {
        (RowCount, FeatureCount) = (x.RowCount, x.ColumnCount);
        Values = new float[x.Values.Length];
        for (int row = 0, at = 0; row < RowCount; row++)
        {
            for (int column = 0; column < FeatureCount; column++)
            {
                float value = (float)x.Values[at++];
                Values[(column * RowCount) + row] = float.IsInfinity(value)
                    ? throw new ModelInputException("InputNotFinite",
                        $"the value in row {row} of column {column} is too large for single precision, in which {className} is trained")
                    : value;
            }
        }
    }

    internal int RowCount { get; }

    internal int FeatureCount { get; }

    internal float[] Values { get; }

    internal ReadOnlySpan<float> Column(int feature) => Values.AsSpan(feature * RowCount, RowCount);
}
