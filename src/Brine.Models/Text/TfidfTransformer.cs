using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>
/// TfidfTransformer: counts times inverse document frequency, rows brought to length one, in scikit-learn's order of operations.
/// Up to 1.4 the weights are a diagonal matrix (<c>_idf_diag</c>) and the product is scipy's <c>csr_matmat</c>, which drops zeros and
/// leaves each row in reverse order, so that the sums behind the norm run backwards; from 1.5 on they are an array (<c>idf_</c>).
/// </summary>
internal sealed class TfidfTransformer : Estimator
{
    private readonly double[]? _weights;
    private readonly bool _isSublinear;
    private readonly RowNorm _norm;
    private readonly int? _count;
    private readonly bool _widens;
    private readonly bool _keepsDense;

    internal TfidfTransformer(EstimatorReader reader)
        : base(reader)
    {
        _isSublinear = reader.Flag("sublinear_tf", false);
        _norm = RowNorms.Read(reader);
        _count = base.FeatureCount;
        if (reader.Flag("use_idf", true))
        {
            ReversesRows = reader.Has("_idf_diag");
            _weights = ReversesRows ? Diagonal(reader, out _widens) : reader.Doubles("idf_", "_idf_diag");
            _count = _weights.Length;
        }

        _keepsDense = reader.SavedBy.IsAtLeast(1, 5) && !ReversesRows;
    }

    public override Methods Methods => Methods.Transform | Methods.GetFeatureNamesOut;

    public override int? FeatureCount => _count;

    /// <summary>True when the rows come with their last column first.</summary>
    internal bool ReversesRows { get; }

    public override InputContract Inputs(Methods method) => InputContract.FiniteOrSparse;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        names ?? [.. Enumerable.Range(0, _count ?? throw Unsupported(Methods.GetFeatureNamesOut)).Select(index => $"x{index}")];

    /// <summary>The weighted matrix; its rows are not sorted where <see cref="ReversesRows"/> says so, as in Python.</summary>
    internal CsrMatrix Weigh(CsrMatrix counts)
    {
        bool isSingle = counts.DType is { Kind: 'f', ItemSize: 4 };
        double[] data = counts.Data.AsSpan(0, counts.Starts[^1]).ToArray();
        int[] columns = counts.Columns.AsSpan(0, data.Length).ToArray();
        int[] starts = (int[])counts.Starts.Clone();
        for (int i = 0; _isSublinear && i < data.Length; i++)
        {
            data[i] = isSingle ? NumpySingle.Log((float)data[i]) + 1f : Math.Log(data[i]) + 1;
        }

        // A product of matrices has the dtype of the wider, an array is multiplied in place.
        isSingle &= !_widens;
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
            throw new ModelInputException("InputNotFinite", $"row {Array.FindLastIndex(starts, start => start <= at)}, column {columns[at]}: the weighted value is too large for float{(isSingle ? 32 : 64)}");
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
        return new CsrMatrix(matrix.RowCount, matrix.ColumnCount, starts, [.. columns], [.. data], _keepsDense && matrix.IsSingle ? DType.Float32 : DType.Float64);
    }

    /// <summary>The diagonal of <c>scipy.sparse.diags(idf, 0)</c>, saved as a csr_matrix or, by old versions, as a dia_matrix.</summary>
    private static double[] Diagonal(EstimatorReader reader, out bool isWide)
    {
        PyValue value = reader.Value("_idf_diag");
        isWide = true;
        if (CsrMatrix.From(value) is { } csr)
        {
            isWide = csr.DType is not { Kind: 'f', ItemSize: 4 };
            var diagonal = new double[csr.RowCount == csr.ColumnCount && csr.RowCount <= csr.Data.Length ? csr.RowCount : throw Bad()];
            for (int row = 0; row < diagonal.Length; row++)
            {
                diagonal[row] = csr.Starts[row + 1] == row + 1 && csr.Columns[row] == row ? csr.Data[row] : throw Bad();
            }

            return diagonal;
        }

        if (value.As<PyObject>() is { Class.Name: "dia_matrix" or "dia_array" } dia && dia.TryGetAttribute("data", out PyValue data) && dia.TryGetAttribute("offsets", out PyValue offsets)
            && NDArray.From(data) is { } rows && NDArray.From(offsets) is { Length: 1 } offset && offset[0].TryGetInt64(out long place) && place == 0)
        {
            isWide = rows.DType is not { Kind: 'f', ItemSize: 4 };
            return rows.Rank == 1 || (rows.Rank == 2 && rows.Shape[0] == 1) ? rows.ToDoubles() : throw Bad();
        }

        throw reader.Unsupported("an _idf_diag that is no diagonal matrix");
    }

    private static PickleFormatException Bad() => new("FormatShape", "the weights of a TfidfTransformer are no diagonal matrix; the file is corrupt");
}
