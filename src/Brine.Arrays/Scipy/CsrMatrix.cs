using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>A scipy sparse matrix in compressed sparse row form: for each row the values that are stored, and their columns.</summary>
public sealed class CsrMatrix
{
    /// <summary>Makes a matrix over these arrays, which are not copied.</summary>
    /// <param name="rowCount">The number of rows.</param>
    /// <param name="columnCount">The number of columns.</param>
    /// <param name="starts">Where each row starts, and where the last one ends: <paramref name="rowCount"/> + 1 numbers.</param>
    /// <param name="columns">The column of each stored value.</param>
    /// <param name="data">The stored values.</param>
    /// <param name="dtype">The dtype the values have in Python; float64 when left out.</param>
    /// <exception cref="PickleFormatException">The arrays do not fit each other.</exception>
    public CsrMatrix(int rowCount, int columnCount, int[] starts, int[] columns, double[] data, DType? dtype = null)
    {
        ArgumentNullException.ThrowIfNull(starts);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(data);
        RowCount = rowCount;
        ColumnCount = columnCount;
        Starts = starts;
        Columns = columns;
        Data = data;
        DType = dtype ?? DType.Float64;
        if (rowCount < 0 || columnCount < 0 || starts.Length != rowCount + 1 || columns.Length != data.Length || starts[0] != 0
            || starts[^1] > data.Length)
        {
            throw Bad("its arrays do not fit its shape");
        }

        for (int row = 0; row < rowCount; row++)
        {
            if (starts[row + 1] < starts[row])
            {
                throw Bad("a row ends before it starts");
            }
        }

        foreach (int column in columns)
        {
            if ((uint)column >= (uint)columnCount)
            {
                throw Bad("a value stands outside the columns");
            }
        }
    }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>The number of columns.</summary>
    public int ColumnCount { get; }

    /// <summary>The number of stored values.</summary>
    public int StoredCount => Starts[^1];

    /// <summary>scipy's <c>indptr</c>.</summary>
    internal int[] Starts { get; }

    /// <summary>scipy's <c>indices</c>.</summary>
    internal int[] Columns { get; }

    /// <summary>The stored values.</summary>
    internal double[] Data { get; }

    /// <summary>The dtype the values have in Python.</summary>
    public DType DType { get; }

    /// <summary>The columns of the stored values of a row, in the order in which they are stored.</summary>
    public ReadOnlySpan<int> RowColumns(int row) => Columns.AsSpan(Starts[row]..Starts[row + 1]);

    /// <summary>The stored values of a row.</summary>
    public ReadOnlySpan<double> RowValues(int row) => Data.AsSpan(Starts[row]..Starts[row + 1]);

    /// <summary>The matrix that a pickled <c>csr_matrix</c> or <c>csr_array</c> is, or null where the value is something else, or is of one
    /// dimension, or of complex numbers.</summary>
    /// <exception cref="PickleFormatException">The value claims to be one and is corrupt.</exception>
    public static CsrMatrix? From(PyValue value)
    {
        if (value.As<PyObject>() is not { } instance)
        {
            return null;
        }

        if (instance.View is CsrMatrix known)
        {
            return known;
        }

        if (instance.Class is not { Name: "csr_matrix" or "csr_array" } type
            || !type.Module.StartsWith("scipy.sparse", StringComparison.Ordinal))
        {
            return null;
        }

        PyValue shapeValue = instance.TryGetAttribute("_shape", out PyValue shape) || instance.TryGetAttribute("shape", out shape) ? shape
            : throw Bad("it has no shape");
        int[] sizes = NDArray.ReadShape(shapeValue);
        if (sizes.Length != 2 || Array(instance, "data") is not { } data || Array(instance, "indices") is not { } indices
            || Array(instance, "indptr") is not { } starts)
        {
            // One-dimensional arrays of newer scipy, and arrays that old joblib kept in files beside the pickle.
            return null;
        }

        if (data.DType.Kind is not ('f' or 'i' or 'u' or 'b'))
        {
            // Complex matrices are kept as the file has them; no model computes with them.
            return null;
        }

        var matrix = new CsrMatrix(sizes[0], sizes[1], ToInts(starts), ToInts(indices), data.ToDoubles(), data.DType);
        instance.View = matrix;
        return matrix;
    }

    /// <summary>A stored row: the columns and the values in them.</summary>
    public (ReadOnlyMemory<int> Columns, ReadOnlyMemory<double> Values) Row(int row)
    {
        int start = Starts[row], count = Starts[row + 1] - start;
        return (Columns.AsMemory(start, count), Data.AsMemory(start, count));
    }

    /// <summary>Writes a row in full; columns stored twice are added, as scipy adds them.</summary>
    public void CopyRow(int row, Span<double> target)
    {
        target[..ColumnCount].Clear();
        for (int i = Starts[row]; i < Starts[row + 1]; i++)
        {
            target[Columns[i]] += Data[i];
        }
    }

    /// <summary>The matrix in full, row by row.</summary>
    public double[] ToDense()
    {
        var dense = new double[checked(RowCount * ColumnCount)];
        for (int row = 0; row < RowCount; row++)
        {
            CopyRow(row, dense.AsSpan(row * ColumnCount, ColumnCount));
        }

        return dense;
    }

    private static NDArray? Array(PyObject instance, string name) =>
        instance.TryGetAttribute(name, out PyValue value) ? NDArray.From(value) : null;

    private static int[] ToInts(NDArray array)
    {
        long[] longs = array.ToInt64s();
        var ints = new int[longs.Length];
        for (int i = 0; i < ints.Length; i++)
        {
            ints[i] = longs[i] is >= 0 and <= int.MaxValue ? (int)longs[i] : throw Bad("an index is out of range");
        }

        return ints;
    }

    private static PickleFormatException Bad(string what) => new("FormatShape", $"a sparse matrix is corrupt: {what}");
}
