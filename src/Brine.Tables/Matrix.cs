using Brine.Arrays;

namespace Brine.Tables;

/// <summary>
/// A dense matrix of numbers, row by row. All numbers are held as doubles; <see cref="DType"/> says what they are in Python, so that a
/// model computes in single precision where Python does.
/// </summary>
public sealed class Matrix : Features
{
    /// <summary>Makes a matrix over an array, which is not copied.</summary>
    /// <param name="rowCount">The number of rows.</param>
    /// <param name="columnCount">The number of columns.</param>
    /// <param name="values">The numbers, row by row.</param>
    /// <param name="dtype">What the numbers are in Python; float64 when left out.</param>
    /// <exception cref="ArgumentException">There are more or fewer values.</exception>
    public Matrix(int rowCount, int columnCount, double[] values, DType? dtype = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        if ((long)rowCount * columnCount != values.Length)
        {
            throw new ArgumentException($"{rowCount} rows of {columnCount} columns are not {values.Length} values", nameof(values));
        }

        RowCount = rowCount;
        ColumnCount = columnCount;
        Values = values;
        DType = dtype ?? DType.Float64;
    }

    /// <inheritdoc/>
    public override int RowCount { get; }

    /// <inheritdoc/>
    public override int ColumnCount { get; }

    /// <summary>The numbers, row by row.</summary>
    internal double[] Values { get; }

    /// <summary>What the numbers are in Python.</summary>
    public DType DType { get; }

    /// <summary>True when Python holds the numbers in single precision.</summary>
    public bool IsSingle => DType.Kind == 'f' && DType.ItemSize == 4;

    /// <summary>The names of the columns, where the matrix was a table.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string>? ColumnNames => Names;

    /// <summary>Makes a matrix of rows of one length.</summary>
    /// <exception cref="ModelInputException">The rows differ in length.</exception>
    public static Matrix FromRows(double[][] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        int columns = rows.Length == 0 ? 0 : rows[0].Length;
        var values = new double[rows.Length * columns];
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i].Length != columns)
            {
                throw new ModelInputException("InputShape", $"row {i} has {rows[i].Length} numbers, row 0 has {columns}");
            }

            rows[i].CopyTo(values, i * columns);
        }

        return new Matrix(rows.Length, columns, values);
    }

    /// <summary>Makes a matrix of a .NET array of two dimensions.</summary>
    public static Matrix FromRows(double[,] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var values = new double[rows.Length];
        Buffer.BlockCopy(rows, 0, values, 0, rows.Length * sizeof(double));
        return new Matrix(rows.GetLength(0), rows.GetLength(1), values);
    }

    /// <summary>Makes a matrix of single precision of a .NET array of two dimensions.</summary>
    public static Matrix FromRows(float[,] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var values = new double[rows.Length];
        int next = 0;
        foreach (float value in rows)
        {
            values[next++] = value;
        }

        return new Matrix(rows.GetLength(0), rows.GetLength(1), values, DType.Float32);
    }

    /// <summary>Makes a matrix of one row, which is copied.</summary>
    public static Matrix FromRow(ReadOnlySpan<double> row) => new(1, row.Length, row.ToArray());

    /// <summary>The numbers, row by row.</summary>
    public ReadOnlySpan<double> AsSpan() => Values;

    /// <summary>One row.</summary>
    public ReadOnlySpan<double> Row(int index) => Values.AsSpan(index * ColumnCount, ColumnCount);

    /// <inheritdoc/>
    public override Matrix ToMatrix() => this;

    /// <inheritdoc/>
    public override Features SelectColumns(IReadOnlyList<int> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var values = new double[RowCount * columns.Count];
        for (int row = 0, at = 0; row < RowCount; row++)
        {
            ReadOnlySpan<double> source = Row(row);
            for (int i = 0; i < columns.Count; i++)
            {
                values[at++] = source[columns[i]];
            }
        }

        return new Matrix(RowCount, columns.Count, values, DType)
            { Names = Names is null ? null : [.. columns.Select(column => Names[column])] };
    }

    /// <inheritdoc/>
    public override Features SelectRows(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var values = new double[rows.Count * ColumnCount];
        for (int i = 0; i < rows.Count; i++)
        {
            Row(rows[i]).CopyTo(values.AsSpan(i * ColumnCount));
        }

        return new Matrix(rows.Count, ColumnCount, values, DType) { Names = Names };
    }
}
