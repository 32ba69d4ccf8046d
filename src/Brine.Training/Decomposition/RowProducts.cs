namespace Brine.Training;

/// <summary>Products of rows, dense or sparse, with vectors. Several vectors stand one after another.</summary>
internal sealed class RowProducts
{
    private readonly DenseRows? _dense;
    private readonly CsrMatrix? _sparse;

    private RowProducts(DenseRows? dense, CsrMatrix? sparse, int rows, int columns) =>
        (_dense, _sparse, RowCount, ColumnCount) = (dense, sparse, rows, columns);

    internal int RowCount { get; }

    internal int ColumnCount { get; }

    internal static RowProducts Of(DenseRows rows) => new(rows, null, rows.RowCount, rows.ColumnCount);

    internal static RowProducts Of(CsrMatrix rows, string className) =>
        rows.DType is { Kind: 'f', ItemSize: 4 } ? throw FitCall.Single(className)
        : Array.Exists(rows.Data, value => !double.IsFinite(value))
        ? throw new ModelInputException("InputNotFinite", $"a value is missing or infinite, which {className} does not take")
        : new(null, rows, rows.RowCount, rows.ColumnCount);

    /// <summary>The products of all rows with each vector.</summary>
    internal double[] Times(double[] vectors, int count)
    {
        var products = new double[count * RowCount];
        for (int k = 0; k < count; k++)
        {
            ReadOnlySpan<double> vector = vectors.AsSpan(k * ColumnCount, ColumnCount);
            for (int row = 0; row < RowCount; row++)
            {
                double sum = 0;
                if (_dense is not null)
                {
                    sum = Vectors.Dot(_dense.Row(row), vector);
                }
                else
                {
                    (ReadOnlyMemory<int> columns, ReadOnlyMemory<double> values) = _sparse!.Row(row);
                    for (int i = 0; i < columns.Length; i++)
                    {
                        sum += values.Span[i] * vector[columns.Span[i]];
                    }
                }

                products[(k * RowCount) + row] = sum;
            }
        }

        return products;
    }

    /// <summary>The products of all columns with each vector.</summary>
    internal double[] TransposedTimes(double[] vectors, int count)
    {
        var products = new double[count * ColumnCount];
        for (int k = 0; k < count; k++)
        {
            Span<double> product = products.AsSpan(k * ColumnCount, ColumnCount);
            for (int row = 0; row < RowCount; row++)
            {
                double factor = vectors[(k * RowCount) + row];
                if (_dense is not null)
                {
                    Vectors.Add(product, _dense.Row(row), factor);
                    continue;
                }

                (ReadOnlyMemory<int> columns, ReadOnlyMemory<double> values) = _sparse!.Row(row);
                for (int i = 0; i < columns.Length; i++)
                {
                    product[columns.Span[i]] += values.Span[i] * factor;
                }
            }
        }

        return products;
    }

    /// <summary>The variance of each column.</summary>
    internal double[] ColumnVariances()
    {
        double[] means = new double[ColumnCount], variances = new double[ColumnCount];
        if (_dense is not null)
        {
            means = Array.ConvertAll(ColumnSums.Of(_dense), sum => sum / RowCount);
            double[] squares = [.. _dense.Values.Select((value, i) => (value - means[i % ColumnCount]) * (value - means[i % ColumnCount]))];
            return Array.ConvertAll(ColumnSums.Of(_dense.With(squares)), sum => sum / RowCount);
        }

        var stored = new int[ColumnCount];
        for (int i = 0; i < _sparse!.Data.Length; i++)
        {
            means[_sparse.Columns[i]] += _sparse.Data[i] / RowCount;
            stored[_sparse.Columns[i]]++;
        }

        for (int i = 0; i < _sparse.Data.Length; i++)
        {
            double apart = _sparse.Data[i] - means[_sparse.Columns[i]];
            variances[_sparse.Columns[i]] += apart * apart;
        }

        for (int column = 0; column < ColumnCount; column++)
        {
            variances[column] = (variances[column] + ((RowCount - stored[column]) * means[column] * means[column])) / RowCount;
        }

        return variances;
    }
}
