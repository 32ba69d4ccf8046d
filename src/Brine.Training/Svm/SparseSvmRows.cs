namespace Brine.Training;

/// <summary>Sparse rows; their columns are in order.</summary>
internal sealed class SparseSvmRows : SvmRows
{
    private readonly CsrMatrix _csr;
    private readonly int[] _places;
    private readonly double[] _row;

    private SparseSvmRows(CsrMatrix csr, int[] places) => (_csr, _places, _row) = (csr, places, new double[csr.ColumnCount]);

    internal override int Count => _places.Length;

    internal static SparseSvmRows From(CsrMatrix csr) => new(csr, [.. Enumerable.Range(0, csr.RowCount)]);

    internal override void Multiply(int row, int first, Span<double> products)
    {
        ReadOnlySpan<int> own = _csr.RowColumns(_places[row]);
        ReadOnlySpan<double> values = _csr.RowValues(_places[row]);
        for (int k = 0; k < own.Length; k++)
        {
            _row[own[k]] = values[k];
        }

        for (int i = 0; i < products.Length; i++)
        {
            ReadOnlySpan<int> columns = _csr.RowColumns(_places[first + i]);
            ReadOnlySpan<double> others = _csr.RowValues(_places[first + i]);
            double sum = 0;
            for (int k = 0; k < columns.Length; k++)
            {
                sum += _row[columns[k]] * others[k];
            }

            products[i] = sum;
        }

        foreach (int column in own)
        {
            _row[column] = 0;
        }
    }

    internal override void Compare(SvmRows others, int row, bool isOfDistances, Span<double> answers)
    {
        var sparse = (SparseSvmRows)others;
        ReadOnlySpan<int> columns = sparse._csr.RowColumns(sparse._places[row]);
        ReadOnlySpan<double> values = sparse._csr.RowValues(sparse._places[row]);
        for (int i = 0; i < answers.Length; i++)
        {
            answers[i] = Merge(columns, values, _csr.RowColumns(_places[i]), _csr.RowValues(_places[i]), isOfDistances);
        }
    }

    internal override void Swap(int first, int second) => (_places[first], _places[second]) = (_places[second], _places[first]);

    internal override SvmRows Take(ReadOnlySpan<int> rows)
    {
        var places = new int[rows.Length];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = _places[rows[i]];
        }

        return new SparseSvmRows(_csr, places);
    }

    private static double Merge(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, ReadOnlySpan<int> otherColumns,
        ReadOnlySpan<double> others, bool isOfDistances)
    {
        double sum = 0;
        int i = 0, j = 0;
        while (i < columns.Length || j < otherColumns.Length)
        {
            int left = i < columns.Length ? columns[i] : int.MaxValue, right = j < otherColumns.Length ? otherColumns[j] : int.MaxValue;
            double a = left <= right ? values[i++] : 0, b = right <= left ? others[j++] : 0;
            sum += isOfDistances ? (a - b) * (a - b) : a * b;
        }

        return sum;
    }
}
