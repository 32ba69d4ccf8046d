using System.Numerics;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>Normalizer: each row is divided by its norm.</summary>
internal sealed class Normalizer : Estimator
{
    // scikit-learn's _handle_zeros_in_scale: a norm below ten units in the last place of 1 counts as none.
    private const double SmallestNorm = 10 * 2.220446049250313e-16;
    private const double SmallestSingleNorm = 10 * 1.1920928955078125e-07;

    private const double SmallestHalfNorm = 10 * 9.765625e-4;

    private readonly string _norm;

    internal Normalizer(EstimatorInfo info, NormForm form)
        : base(info)
    {
        Form = form;
        _norm = form.Norm;
    }

    public override EstimatorForm Form { get; }

    public override Methods Methods => Methods.Transform | Methods.GetFeatureNamesOut;

    public override InputContract Inputs(Methods method) => InputContract.FiniteOrSparse;

    private protected override RowKernel? KernelCore(Methods method) =>
        method == Methods.Transform && FeatureCount is { } count ? new RowNormalizer(this, count) : null;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        TransformedNames.SameAsInput(names ?? FeatureNamesIn, FeatureCount ?? throw Unsupported(Methods.GetFeatureNamesOut));

    private protected override Features TransformCore(Features x)
    {
        if (x is SparseMatrix sparse)
        {
            return TransformSparse(sparse.Csr);
        }

        Matrix matrix = NumpyPrecision.KeepFloats(x);
        var values = new double[matrix.Values.Length];
        for (int row = 0; row < matrix.RowCount; row++)
        {
            Divide(matrix.Row(row), values.AsSpan(row * matrix.ColumnCount, matrix.ColumnCount), matrix.DType);
        }

        return new Matrix(matrix.RowCount, matrix.ColumnCount, values, matrix.DType);
    }

    private void Divide(ReadOnlySpan<double> row, Span<double> output, DType dtype)
    {
        bool isSingle = dtype.ItemSize < 8;
        double norm = _norm switch
        {
            "l1" => NumpyPrecision.Round(SumOfMagnitudes(row, output, isSingle), dtype),
            "l2" => NumpyPrecision.Round(Math.Sqrt(NumpyPrecision.Round(NumpyReductions.SquaredNorm(row, dtype.ItemSize), dtype)), dtype),
            _ => LargestMagnitude(row),
        };
        double smallest = dtype.ItemSize switch { 4 => SmallestSingleNorm, 2 => SmallestHalfNorm, _ => SmallestNorm };
        norm = norm < smallest ? 1 : norm;
        if (dtype.ItemSize == 8)
        {
            Divide(row, norm, output);
            return;
        }

        for (int i = 0; i < row.Length; i++)
        {
            output[i] = NumpyPrecision.Round(row[i] / norm, dtype);
        }
    }

    private static void Divide(ReadOnlySpan<double> row, double norm, Span<double> output)
    {
        int i = 0, lanes = Vector<double>.Count;
        var norms = new Vector<double>(norm);
        for (; i <= row.Length - lanes; i += lanes)
        {
            (new Vector<double>(row[i..]) / norms).CopyTo(output[i..]);
        }

        for (; i < row.Length; i++)
        {
            output[i] = row[i] / norm;
        }
    }

    private static double SumOfMagnitudes(ReadOnlySpan<double> row, Span<double> scratch, bool isSingle)
    {
        for (int i = 0; i < row.Length; i++)
        {
            scratch[i] = Math.Abs(row[i]);
        }

        return NumpyReductions.Sum(scratch, isSingle);
    }

    private static double LargestMagnitude(ReadOnlySpan<double> values)
    {
        double largest = 0;
        foreach (double value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }

    /// <summary>scikit-learn's <c>inplace_csr_row_normalize_l1</c> and <c>_l2</c>: stored values one by one, in double precision; a row of
    /// zeros stays.</summary>
    private SparseMatrix TransformSparse(CsrMatrix csr)
    {
        DType dtype = csr.DType.Kind == 'f' ? csr.DType : DType.Float64;
        var data = new double[csr.Data.Length];
        for (int row = 0; row < csr.RowCount; row++)
        {
            ReadOnlySpan<double> stored = csr.Data.AsSpan(csr.Starts[row]..csr.Starts[row + 1]);
            double sum = 0;
            foreach (double value in stored)
            {
                sum += _norm == "l1" ? Math.Abs(value) : NumpyPrecision.Round(value * value, dtype);
            }

            double norm = _norm switch
            {
                "l1" => sum,
                "l2" => Math.Sqrt(sum),
                _ => LargestMagnitude(stored),
            };
            for (int i = 0; i < stored.Length; i++)
            {
                data[csr.Starts[row] + i] = norm == 0 ? stored[i] : NumpyPrecision.Round(stored[i] / norm, dtype);
            }
        }

        return new SparseMatrix(new CsrMatrix(csr.RowCount, csr.ColumnCount, csr.Starts, csr.Columns, data, dtype));
    }

    private sealed class RowNormalizer(Normalizer normalizer, int count) : RowKernel
    {
        public override int InputCount => count;

        public override int OutputCount => count;

        internal override void RunCore(ReadOnlySpan<double> row, Span<double> output) =>
            normalizer.Divide(row[..count], output[..count], DType.Float64);
    }
}
