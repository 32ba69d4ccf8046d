namespace Brine.Training;

/// <summary>numpy's sums over the rows, in its order: row after row where the rows lie one after another in memory, pairwise where the
/// columns do.</summary>
internal static class ColumnSums
{
    internal static double[] Of(DenseRows x) => Of(x.Values, x.RowCount, x.ColumnCount, x.IsColumnMajor);

    internal static double[] Of(double[] values, int rowCount, int columnCount, bool isColumnMajor)
    {
        var sums = new double[columnCount];
        if (columnCount == 1)
        {
            sums[0] = PairwiseSum.Of<double>(values.AsSpan(0, rowCount));
            return sums;
        }

        if (!isColumnMajor)
        {
            for (int row = 0, at = 0; row < rowCount; row++)
            {
                for (int column = 0; column < columnCount; column++)
                {
                    sums[column] += values[at++];
                }
            }

            return sums;
        }

        var one = new double[rowCount];
        for (int column = 0; column < columnCount; column++)
        {
            for (int row = 0, at = column; row < rowCount; row++, at += columnCount)
            {
                one[row] = values[at];
            }

            sums[column] = PairwiseSum.Of<double>(one);
        }

        return sums;
    }
}
