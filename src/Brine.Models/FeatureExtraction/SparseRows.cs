using Brine.Arrays;

namespace Brine.Models;

/// <summary>Rows of a sparse matrix as they are found, ordered as scipy orders them.</summary>
internal sealed class SparseRows
{
    private readonly List<int> _starts = [0];
    private readonly List<int> _columns = [];
    private readonly List<double> _values = [];

    internal void Add(int column, double value)
    {
        _columns.Add(column);
        _values.Add(value);
    }

    internal void EndRow() => _starts.Add(_columns.Count);

    /// <summary><c>csr_matrix(...)</c> with <c>sort_indices</c>, and with <c>sum_duplicates</c> where asked for.</summary>
    internal CsrMatrix ToCsr(int columnCount, DType dtype, bool sumsDuplicates)
    {
        int[] columns = [.. _columns], starts = [.. _starts];
        double[] values = [.. _values];
        if (!IsSorted(starts, columns))
        {
            for (int row = 0; row + 1 < starts.Length; row++)
            {
                Range range = starts[row]..starts[row + 1];
                StandardSort.Sort(columns.AsSpan(range), values.AsSpan(range));
            }
        }

        if (!sumsDuplicates)
        {
            return new CsrMatrix(starts.Length - 1, columnCount, starts, columns, values, dtype);
        }

        int stored = 0, next = 0;
        for (int row = 0; row + 1 < starts.Length; row++)
        {
            int end = starts[row + 1], first = stored;
            for (; next < end; next++)
            {
                if (stored > first && columns[stored - 1] == columns[next])
                {
                    values[stored - 1] = Sum(values[stored - 1], values[next], dtype);
                }
                else
                {
                    (columns[stored], values[stored]) = (columns[next], values[next]);
                    stored++;
                }
            }

            starts[row + 1] = stored;
        }

        return new CsrMatrix(starts.Length - 1, columnCount, starts, columns[..stored], values[..stored], dtype);
    }

    /// <summary>All rows in full; values of one cell are added, or the last one stays.</summary>
    internal Matrix ToMatrix(int columnCount, DType dtype, bool keepsLast)
    {
        var dense = new double[checked((_starts.Count - 1) * columnCount)];
        for (int row = 0; row + 1 < _starts.Count; row++)
        {
            for (int i = _starts[row]; i < _starts[row + 1]; i++)
            {
                ref double cell = ref dense[(row * columnCount) + _columns[i]];
                cell = keepsLast ? _values[i] : Sum(cell, _values[i], dtype);
            }
        }

        return new Matrix(_starts.Count - 1, columnCount, dense, dtype);
    }

    private static double Sum(double left, double right, DType dtype) => NumpyPrecision.Cast(left + right, dtype);

    private static bool IsSorted(int[] starts, int[] columns)
    {
        for (int row = 0; row + 1 < starts.Length; row++)
        {
            for (int i = starts[row] + 1; i < starts[row + 1]; i++)
            {
                if (columns[i - 1] > columns[i])
                {
                    return false;
                }
            }
        }

        return true;
    }
}
