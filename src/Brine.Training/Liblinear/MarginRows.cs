namespace Brine.Training;

/// <summary>Rows as liblinear has them: what is not 0 of each, and a constant behind it. Columns of them are such rows too.</summary>
internal sealed class MarginRows
{
    private readonly int[] _starts;
    private readonly int[] _columns;
    private readonly double[] _values;

    private MarginRows(int[] starts, int[] columns, double[] values, int width) =>
        (_starts, _columns, _values, Width) = (starts, columns, values, width);

    internal int Count => _starts.Length - 1;

    /// <summary>How many columns there are, the constant among them.</summary>
    internal int Width { get; }

    /// <param name="x">The rows.</param>
    /// <param name="sparse">The rows where they are sparse.</param>
    /// <param name="constant"><c>intercept_scaling</c>; 0 for no constant.</param>
    internal static MarginRows From(DenseRows x, CsrMatrix? sparse, double constant)
    {
        int extra = constant > 0 ? 1 : 0;
        var starts = new int[x.RowCount + 1];
        var columns = new List<int>();
        var values = new List<double>();
        for (int row = 0; row < x.RowCount; row++)
        {
            if (sparse is not null)
            {
                columns.AddRange(sparse.RowColumns(row));
                values.AddRange(sparse.RowValues(row));
            }
            else
            {
                ReadOnlySpan<double> all = x.Row(row);
                for (int column = 0; column < all.Length; column++)
                {
                    if (all[column] != 0)
                    {
                        columns.Add(column);
                        values.Add(all[column]);
                    }
                }
            }

            if (extra > 0)
            {
                columns.Add(x.ColumnCount);
                values.Add(constant);
            }

            starts[row + 1] = columns.Count;
        }

        return new MarginRows(starts, [.. columns], [.. values], x.ColumnCount + extra);
    }

    internal ReadOnlySpan<int> Columns(int row) => _columns.AsSpan(_starts[row].._starts[row + 1]);

    internal ReadOnlySpan<double> Values(int row) => _values.AsSpan(_starts[row].._starts[row + 1]);

    /// <summary>The dot product with a row, added from the first column to the last to what there is.</summary>
    internal double Dot(int row, double[] vector, double sum = 0)
    {
        ReadOnlySpan<int> columns = Columns(row);
        ReadOnlySpan<double> values = Values(row);
        for (int k = 0; k < columns.Length && k < values.Length; k++)
        {
            sum += vector[columns[k]] * values[k];
        }

        return sum;
    }

    /// <summary>Adds a multiple of a row.</summary>
    internal void Add(int row, double[] vector, double factor)
    {
        ReadOnlySpan<int> columns = Columns(row);
        ReadOnlySpan<double> values = Values(row);
        for (int k = 0; k < columns.Length && k < values.Length; k++)
        {
            vector[columns[k]] += factor * values[k];
        }
    }

    internal double Square(int row, double sum = 0)
    {
        foreach (double value in Values(row))
        {
            sum += value * value;
        }

        return sum;
    }

    /// <summary>Some of the rows, in that order.</summary>
    internal MarginRows Take(int[] rows)
    {
        var starts = new int[rows.Length + 1];
        var columns = new List<int>(_columns.Length);
        var values = new List<double>(_values.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            columns.AddRange(Columns(rows[i]));
            values.AddRange(Values(rows[i]));
            starts[i + 1] = columns.Count;
        }

        return new MarginRows(starts, [.. columns], [.. values], Width);
    }

    /// <summary>The columns, the values of each multiplied with a sign a row.</summary>
    internal MarginRows Turn(double[]? signs)
    {
        var starts = new int[Width + 1];
        foreach (int column in _columns)
        {
            starts[column + 1]++;
        }

        for (int column = 0; column < Width; column++)
        {
            starts[column + 1] += starts[column];
        }

        int[] next = [.. starts], rows = new int[_columns.Length];
        var values = new double[_columns.Length];
        for (int row = 0; row < Count; row++)
        {
            for (int k = _starts[row]; k < _starts[row + 1]; k++)
            {
                int place = next[_columns[k]]++;
                (rows[place], values[place]) = (row, _values[k] * (signs is null ? 1 : signs[row]));
            }
        }

        return new MarginRows(starts, rows, values, Count);
    }
}
