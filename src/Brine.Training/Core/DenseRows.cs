namespace Brine.Training;

/// <summary>The rows of numbers that a trainer learns from.</summary>
/// <param name="Values">The numbers, row by row.</param>
/// <param name="RowCount">The number of rows.</param>
/// <param name="ColumnCount">The number of columns.</param>
/// <param name="IsColumnMajor">True where Python holds them column by column, as a data frame does: numpy adds them in another
/// order.</param>
internal sealed record DenseRows(double[] Values, int RowCount, int ColumnCount, bool IsColumnMajor)
{
    internal DType DType { get; init; } = DType.Float64;

    /// <summary>True of rows of float32.</summary>
    internal bool IsSingle => DType is { Kind: 'f', ItemSize: 4 };

    internal ReadOnlySpan<double> Row(int row) => Values.AsSpan(row * ColumnCount, ColumnCount);

    internal double[] Column(int column)
    {
        var values = new double[RowCount];
        for (int row = 0, at = column; row < values.Length; row++, at += ColumnCount)
        {
            values[row] = Values[at];
        }

        return values;
    }

    /// <summary>The same shape and order in memory with other numbers.</summary>
    internal DenseRows With(double[] values) => this with { Values = values };

    /// <summary>Some of the rows, in that order.</summary>
    internal DenseRows Take(IReadOnlyList<int> rows)
    {
        var values = new double[rows.Count * ColumnCount];
        for (int i = 0; i < rows.Count; i++)
        {
            Row(rows[i]).CopyTo(values.AsSpan(i * ColumnCount));
        }

        return this with { Values = values, RowCount = rows.Count };
    }

    /// <summary>Some of the columns, in that order.</summary>
    internal DenseRows TakeColumns(IReadOnlyList<int> columns)
    {
        var values = new double[RowCount * columns.Count];
        for (int row = 0, at = 0; row < RowCount; row++)
        {
            foreach (int column in columns)
            {
                values[at++] = Values[(row * ColumnCount) + column];
            }
        }

        return this with { Values = values, ColumnCount = columns.Count };
    }
}
