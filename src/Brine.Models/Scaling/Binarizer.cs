using Brine.Arrays;

namespace Brine.Models;

/// <summary>Binarizer: 1 where a value is over the threshold, else 0, in the dtype of the data.</summary>
internal sealed class Binarizer : Estimator
{
    private readonly double _threshold;

    internal Binarizer(EstimatorInfo info, ThresholdForm form)
        : base(info)
    {
        Form = form;
        _threshold = form.Threshold;
    }

    public override EstimatorForm Form { get; }

    public override Methods Methods => Methods.Transform | Methods.GetFeatureNamesOut;

    /// <summary>A negative threshold makes ones of zeros, which would fill a sparse matrix.</summary>
    public override InputContract Inputs(Methods method) => _threshold < 0 ? InputContract.Finite : InputContract.FiniteOrSparse;

    private protected override RowKernel? KernelCore(Methods method) =>
        method == Methods.Transform && FeatureCount is { } count ? new RowBinarizer(_threshold, count) : null;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        TransformedNames.SameAsInput(names ?? FeatureNamesIn, FeatureCount ?? throw Unsupported(Methods.GetFeatureNamesOut));

    private protected override Features TransformCore(Features x)
    {
        if (x is SparseMatrix sparse)
        {
            return TransformSparse(sparse.Csr);
        }

        Matrix matrix = x.ToMatrix();
        var values = new double[matrix.Values.Length];
        Apply(matrix.Values, values, _threshold);
        return new Matrix(matrix.RowCount, matrix.ColumnCount, values, matrix.DType);
    }

    private static void Apply(ReadOnlySpan<double> values, Span<double> output, double threshold)
    {
        for (int i = 0; i < values.Length; i++)
        {
            output[i] = values[i] > threshold ? 1 : 0;
        }
    }

    private SparseMatrix TransformSparse(CsrMatrix csr)
    {
        var starts = new int[csr.RowCount + 1];
        var columns = new List<int>();
        for (int row = 0; row < csr.RowCount; row++)
        {
            for (int i = csr.Starts[row]; i < csr.Starts[row + 1]; i++)
            {
                if (csr.Data[i] > _threshold)
                {
                    columns.Add(csr.Columns[i]);
                }
            }

            starts[row + 1] = columns.Count;
        }

        var data = new double[columns.Count];
        Array.Fill(data, 1);
        return new SparseMatrix(new CsrMatrix(csr.RowCount, csr.ColumnCount, starts, [.. columns], data, csr.DType));
    }

    private sealed class RowBinarizer(double threshold, int count) : RowKernel
    {
        public override int InputCount => count;

        public override int OutputCount => count;

        internal override void RunCore(ReadOnlySpan<double> row, Span<double> output) => Apply(row[..count], output, threshold);
    }
}
