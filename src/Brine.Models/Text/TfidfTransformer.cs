using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// TfidfTransformer: counts times inverse document frequency, rows brought to length one, in scikit-learn's order of operations.
/// Up to 1.4 the weights are a diagonal matrix (<c>_idf_diag</c>) and the product is scipy's <c>csr_matmat</c>, which drops zeros and
/// leaves each row in reverse order, so that the sums behind the norm run backwards; from 1.5 on they are an array (<c>idf_</c>).
/// </summary>
internal sealed class TfidfTransformer : Estimator
{
    private readonly TfidfForm _form;
    private readonly double[]? _weights;
    private readonly RowNorm _norm;

    internal TfidfTransformer(EstimatorInfo info, TfidfForm form)
        : base(info)
    {
        _form = form;
        _weights = form.Weights is { } weights ? [.. weights] : null;
        _norm = RowNorms.Of(form.Norm);
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods => Methods.Transform | Methods.GetFeatureNamesOut;

    public override int? FeatureCount => _form.FeatureCount;

    /// <summary>True when the rows come with their last column first.</summary>
    internal bool ReversesRows => _form.ReversesRows;

    public override InputContract Inputs(Methods method) => InputContract.FiniteOrSparse with { Floats = InputFloats.Any };

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        names ?? [.. Enumerable.Range(0, _form.FeatureCount ?? throw Unsupported(Methods.GetFeatureNamesOut)).Select(index => $"x{index}")];

    /// <summary>The weighted matrix; its rows are not sorted where <see cref="ReversesRows"/> says so, as in Python.</summary>
    /// <param name="counts">How often each row has which term.</param>
    /// <param name="isOwn">True where nobody else has the counts, so that they may be weighted where they lie.</param>
    internal CsrMatrix Weigh(CsrMatrix counts, bool isOwn = false)
    {
        bool isSingle = counts.DType is { Kind: 'f', ItemSize: 4 };
        double[] data = isOwn ? counts.Data : counts.Data.AsSpan(0, counts.Starts[^1]).ToArray();
        int[] columns = isOwn ? counts.Columns : counts.Columns.AsSpan(0, data.Length).ToArray();
        int[] starts = isOwn ? counts.Starts : (int[])counts.Starts.Clone();
        bool isSublinear = _form.IsSublinear;
        for (int i = 0; isSublinear && i < data.Length; i++)
        {
            data[i] = isSingle ? NumpySingle.Log((float)data[i]) + 1f : Math.Log(data[i]) + 1;
        }

        // A product of matrices has the dtype of the wider, an array is multiplied in place.
        isSingle &= !_form.Widens;
        for (int i = 0; _weights is not null && i < data.Length; i++)
        {
            double weighted = data[i] * _weights[columns[i]];
            data[i] = isSingle ? (float)weighted : weighted;
        }

        if (ReversesRows)
        {
            int kept = ReverseWithoutZeros(starts, columns, data);
            Array.Resize(ref columns, kept);
            Array.Resize(ref data, kept);
        }

        if (_norm != RowNorm.None && !ValueCheck.Fits(data, ValueRule.Finite))
        {
            // normalize looks at what the weights made of the counts.
            int at = Array.FindIndex(data, value => !double.IsFinite(value));
            throw new ModelInputException("InputNotFinite",
                $"row {RowNumbers.Of(Array.FindLastIndex(starts, start => start <= at))}, column {columns[at]}: the weighted value is too "
                    + $"large for float{(isSingle ? 32 : 64)}");
        }

        RowNorms.Apply(_norm, starts, data, isSingle);
        return new CsrMatrix(counts.RowCount, counts.ColumnCount, starts, columns, data, isSingle ? DType.Float32 : DType.Float64);
    }

    private protected override Features TransformCore(Features x) =>
        new SparseMatrix(Weigh(x is SparseMatrix sparse ? sparse.Csr : ToSparse(x.ToMatrix())));

    private static int ReverseWithoutZeros(int[] starts, int[] columns, double[] data)
    {
        int kept = 0, start = 0;
        for (int row = 0; row + 1 < starts.Length; row++)
        {
            int end = starts[row + 1], first = kept;
            for (int i = start; i < end; i++)
            {
                if (data[i] != 0)
                {
                    data[kept] = data[i];
                    columns[kept++] = columns[i];
                }
            }

            data.AsSpan(first, kept - first).Reverse();
            columns.AsSpan(first, kept - first).Reverse();
            start = end;
            starts[row + 1] = kept;
        }

        return kept;
    }

    private CsrMatrix ToSparse(Matrix matrix)
    {
        var starts = new int[matrix.RowCount + 1];
        var columns = new List<int>();
        var data = new List<double>();
        for (int row = 0; row < matrix.RowCount; row++)
        {
            ReadOnlySpan<double> values = matrix.Row(row);
            for (int column = 0; column < values.Length; column++)
            {
                if (values[column] != 0)
                {
                    columns.Add(column);
                    data.Add(values[column]);
                }
            }

            starts[row + 1] = columns.Count;
        }

        // Until weights were an array, float64 was made of a dense matrix whatever it was.
        return new CsrMatrix(matrix.RowCount, matrix.ColumnCount, starts, [.. columns], [.. data],
            _form.KeepsDense && matrix.IsSingle ? DType.Float32 : DType.Float64);
    }
}
