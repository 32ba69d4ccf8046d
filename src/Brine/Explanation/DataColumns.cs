namespace Brine;

/// <summary>Data in which one column is another one.</summary>
internal static class DataColumns
{
    /// <summary>The values of a column in another order.</summary>
    internal static Features Reorder(Features data, int column, int[] places)
    {
        if (data is Table table)
        {
            return Replace(table, column, table.Columns[column].SelectRows(places));
        }

        var matrix = (Matrix)data;
        ReadOnlySpan<double> values = matrix.AsSpan();
        double[] changed = values.ToArray();
        for (int row = 0; row < places.Length; row++)
        {
            changed[(row * matrix.ColumnCount) + column] = values[(places[row] * matrix.ColumnCount) + column];
        }

        return new Matrix(matrix.RowCount, matrix.ColumnCount, changed, matrix.DType) { Names = matrix.Names };
    }

    /// <summary>One number in all rows of a column.</summary>
    internal static Features Fill(Features data, int column, double value)
    {
        if (data is Table table)
        {
            var numbers = new double[table.RowCount];
            Array.Fill(numbers, value);
            return Replace(table, column, Column.OfNumbers(table.Columns[column].Name, numbers));
        }

        var matrix = (Matrix)data;
        double[] changed = matrix.AsSpan().ToArray();
        for (int at = column; at < changed.Length; at += matrix.ColumnCount)
        {
            changed[at] = value;
        }

        return new Matrix(matrix.RowCount, matrix.ColumnCount, changed, matrix.IsSingle ? matrix.DType : null) { Names = matrix.Names };
    }

    /// <summary>One text in all rows of a column.</summary>
    internal static Features Fill(Table table, int column, string text)
    {
        var texts = new string?[table.RowCount];
        Array.Fill(texts, text);
        return Replace(table, column, Column.OfText(table.Columns[column].Name, texts));
    }

    private static Table Replace(Table table, int column, Column other) =>
        new([.. table.Columns.Select((old, i) => i == column ? other : old)]);
}
