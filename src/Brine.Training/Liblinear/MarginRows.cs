namespace Brine.Training;

/// <summary>Rows as liblinear has them: what is not 0 of each, and a constant behind it. Columns of them are such rows too. Rows with few
/// zeros are held in full, which gives the same sums.</summary>
internal sealed class MarginRows
{
    private readonly int[] _starts;
    private readonly int[] _columns;
    private readonly double[] _values;

    private MarginRows(int[] starts, int[] columns, double[] values, int width) =>
        (_starts, _columns, _values, Width, Count) = (starts, columns, values, width, starts.Length - 1);

    /// <summary>Rows in full: the columns of all rows are the same.</summary>
    private MarginRows(double[] values, int width, int count) =>
        (_starts, _columns, _values, Width, Count, IsFull) = ([], [.. Enumerable.Range(0, width)], values, width, count, true);

    internal int Count { get; }

    private bool IsFull { get; }

    /// <summary>How many columns there are, the constant among them.</summary>
    internal int Width { get; }

    /// <param name="x">The rows.</param>
    /// <param name="sparse">The rows where they are sparse.</param>
    /// <param name="constant"><c>intercept_scaling</c>; 0 for no constant.</param>
    internal static MarginRows From(DenseRows x, CsrMatrix? sparse, double constant)
    {
        int extra = constant > 0 ? 1 : 0;
        if (sparse is null && x.Values.Count(value => value == 0) <= x.Values.Length / 3)
        {
            return Full(x, extra, constant);
        }

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

    internal ReadOnlySpan<int> Columns(int row) => IsFull ? _columns : _columns.AsSpan(_starts[row].._starts[row + 1]);

    internal ReadOnlySpan<double> Values(int row) => IsFull ? _values.AsSpan(row * Width, Width)
        : _values.AsSpan(_starts[row].._starts[row + 1]);

    /// <summary>The dot product with a row, added from the first column to the last to what there is.</summary>
    internal double Dot(int row, double[] vector, double sum = 0)
    {
        ReadOnlySpan<double> values = Values(row);
        if (IsFull)
        {
            for (int column = 0; column < values.Length && column < vector.Length; column++)
            {
                sum += vector[column] * values[column];
            }

            return sum;
        }

        ReadOnlySpan<int> columns = Columns(row);
        for (int k = 0; k < columns.Length && k < values.Length; k++)
        {
            sum += vector[columns[k]] * values[k];
        }

        return sum;
    }

    /// <summary>Adds a multiple of a row.</summary>
    internal void Add(int row, double[] vector, double factor)
    {
        ReadOnlySpan<double> values = Values(row);
        if (IsFull)
        {
            Vectors.Add(vector, values, factor);
            return;
        }

        ReadOnlySpan<int> columns = Columns(row);
        for (int k = 0; k < columns.Length && k < values.Length; k++)
        {
            vector[columns[k]] += factor * values[k];
        }
    }

    /// <summary>The dot products of some rows that follow each other.</summary>
    internal void Dots(int first, double[] vector, Span<double> products)
    {
        if (IsFull)
        {
            FullRowProducts.Dots(_values.AsSpan(first * Width, products.Length * Width), vector, products);
            return;
        }

        for (int i = 0; i < products.Length; i++)
        {
            products[i] = Dot(first + i, vector);
        }
    }

    /// <summary>Adds multiples of some rows that follow each other, one after another.</summary>
    internal void Add(int first, double[] vector, ReadOnlySpan<double> factors)
    {
        if (IsFull)
        {
            FullRowProducts.Add(_values.AsSpan(first * Width, factors.Length * Width), factors, vector);
            return;
        }

        for (int i = 0; i < factors.Length; i++)
        {
            if (factors[i] != 0)
            {
                Add(first + i, vector, factors[i]);
            }
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
        if (IsFull)
        {
            var taken = new double[rows.Length * Width];
            for (int i = 0; i < rows.Length; i++)
            {
                Values(rows[i]).CopyTo(taken.AsSpan(i * Width));
            }

            return new MarginRows(taken, Width, rows.Length);
        }

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
        for (int row = 0; row < Count; row++)
        {
            ReadOnlySpan<int> columns = Columns(row);
            ReadOnlySpan<double> values = Values(row);
            for (int k = 0; k < columns.Length; k++)
            {
                starts[columns[k] + 1] += IsFull && values[k] == 0 ? 0 : 1;
            }
        }

        for (int column = 0; column < Width; column++)
        {
            starts[column + 1] += starts[column];
        }

        int[] next = [.. starts], rows = new int[starts[^1]];
        var turned = new double[rows.Length];
        for (int row = 0; row < Count; row++)
        {
            ReadOnlySpan<int> columns = Columns(row);
            ReadOnlySpan<double> values = Values(row);
            for (int k = 0; k < columns.Length; k++)
            {
                if (!IsFull || values[k] != 0)
                {
                    int place = next[columns[k]]++;
                    (rows[place], turned[place]) = (row, values[k] * (signs is null ? 1 : signs[row]));
                }
            }
        }

        return new MarginRows(starts, rows, turned, Count);
    }

    private static MarginRows Full(DenseRows x, int extra, double constant)
    {
        int width = x.ColumnCount + extra;
        var values = new double[x.RowCount * width];
        for (int row = 0; row < x.RowCount; row++)
        {
            x.Row(row).CopyTo(values.AsSpan(row * width));
            if (extra > 0)
            {
                values[(row * width) + x.ColumnCount] = constant;
            }
        }

        return new MarginRows(values, width, x.RowCount);
    }
}
