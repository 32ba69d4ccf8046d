using Brine.Arrays;

namespace Brine.Tables;

/// <summary>What a model is asked about: a dense matrix, a sparse matrix, or a table of named columns. One row is one sample.</summary>
public abstract class Features
{
    private protected Features()
    {
    }

    /// <summary>The number of rows (samples).</summary>
    public abstract int RowCount { get; }

    /// <summary>The number of columns (features).</summary>
    public abstract int ColumnCount { get; }

    /// <summary>The names of the columns, or null where they have none.</summary>
    public virtual IReadOnlyList<string>? ColumnNames => null;

    /// <summary>True for data of one dimension (a 1-d array, a list of numbers, a pandas Series), which is held as one column: labels, or
    /// data that lost its shape.</summary>
    public bool IsVector { get; init; }

    /// <summary>Rows of numbers, all of one length.</summary>
    public static implicit operator Features(double[][] rows) => Matrix.FromRows(rows);

    /// <summary>Rows of numbers.</summary>
    public static implicit operator Features(double[,] rows) => Matrix.FromRows(rows);

    /// <summary>Rows of single precision, in which a model computes where Python does.</summary>
    public static implicit operator Features(float[,] rows) => Matrix.FromRows(rows);

    /// <summary>One row of numbers.</summary>
    public static implicit operator Features(double[] row) => Matrix.FromRow(row ?? throw new ArgumentNullException(nameof(row)));

    /// <summary>One row of numbers.</summary>
    public static implicit operator Features(ReadOnlySpan<double> row) => Matrix.FromRow(row);

    /// <summary>Documents: a table of one column of text.</summary>
    public static implicit operator Features(string[] documents) => Table.OfDocuments(documents);

    /// <summary>A numpy array of one or two dimensions; one dimension becomes one column.</summary>
    public static implicit operator Features(NDArray array) => FromArray(array);

    /// <summary>A pandas frame: columns by their names, categories as their values.</summary>
    public static implicit operator Features(DataFrame frame) => FromFrame(frame);

    /// <summary>Makes features of a pandas frame: columns by their names where all are text, categories as their values; the labels of the
    /// rows are no feature.</summary>
    public static Features FromFrame(DataFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return FrameColumns.Read(frame);
    }

    /// <summary>Makes features of a numpy array of one or two dimensions; one dimension becomes one column. Numbers in three or more are
    /// <see cref="Images"/>.</summary>
    /// <exception cref="ModelInputException">The array has no dimensions, or more than two and no numbers.</exception>
    public static Features FromArray(NDArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (array.Rank is 0 or > 2)
        {
            return array.Rank > 2 && Images.IsOfNumbers(array) ? new Images(array) : throw Images.Refusal(array);
        }

        int rows = array.Shape[0], columns = array.Rank == 2 ? array.Shape[1] : 1;
        if (array.DType.Kind is not ('f' or 'i' or 'u' or 'b'))
        {
            return Table.FromArray(array, rows, columns);
        }

        double[] values = array.ToDoubles();
        bool isExact = array.DType.Kind is 'f' or 'b' || array.DType.ItemSize < 8
            || Array.TrueForAll(values, value => Math.Abs(value) < Column.FirstInexact);
        return isExact ? new Matrix(rows, columns, values, array.DType) { IsVector = array.Rank == 1 }
            : Table.FromArray(array, rows, columns);
    }

    /// <summary>The features as numbers in full: a sparse matrix is filled with zeros, a table must hold numbers only.</summary>
    /// <exception cref="ModelInputException">A column of a table holds text.</exception>
    public abstract Matrix ToMatrix();

    /// <summary>Some of the columns, in the order given.</summary>
    public abstract Features SelectColumns(IReadOnlyList<int> columns);

    /// <summary>Some of the rows, in the order given.</summary>
    public abstract Features SelectRows(IReadOnlyList<int> rows);
}
