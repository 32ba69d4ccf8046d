using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>Cells of a sparse matrix in any order, to be put in rows.</summary>
internal sealed class SparseCells(int rowCount, int columnCount)
{
    private const int MostEmptyRows = 50_000_000;

    private readonly List<int> _rows = [];
    private readonly List<int> _columns = [];
    private readonly List<double> _values = [];

    /// <exception cref="PickleFormatException">The cell lies outside the matrix.</exception>
    internal void Add(long row, long column, double value)
    {
        if (row < 0 || row >= rowCount || column < 0 || column >= columnCount)
        {
            throw new PickleFormatException("FormatShape",
                $"a sparse matrix is corrupt: it has {rowCount} rows and {columnCount} columns and a value at ({row}, {column})");
        }

        _rows.Add((int)row);
        _columns.Add((int)column);
        _values.Add(value);
    }

    /// <summary>Sorted by row and column, in the order of adding where two share a place; these are added up.</summary>
    internal CsrMatrix ToCsr(DType dtype)
    {
        if (rowCount > MostEmptyRows && rowCount / 100 > _values.Count)
        {
            throw new PickleLimitException("LimitMemory", $"a sparse matrix of {_values.Count} values claims {rowCount} rows", -1, null);
        }

        int[] order = [.. Enumerable.Range(0, _values.Count)];
        Array.Sort(order,
            (a, b) => _rows[a] != _rows[b] ? _rows[a].CompareTo(_rows[b])
                : _columns[a] != _columns[b] ? _columns[a].CompareTo(_columns[b]) : a.CompareTo(b));
        var starts = new int[rowCount + 1];
        var columns = new List<int>(order.Length);
        var values = new List<double>(order.Length);
        int last = -1;
        foreach (int cell in order)
        {
            if (last >= 0 && _rows[last] == _rows[cell] && _columns[last] == _columns[cell])
            {
                values[^1] += _values[cell];
            }
            else
            {
                columns.Add(_columns[cell]);
                values.Add(_values[cell]);
                starts[_rows[cell] + 1]++;
            }

            last = cell;
        }

        for (int row = 0; row < rowCount; row++)
        {
            starts[row + 1] += starts[row];
        }

        return new CsrMatrix(rowCount, columnCount, starts, [.. columns], [.. values], dtype);
    }
}
