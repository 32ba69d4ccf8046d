using System.Globalization;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>KBinsDiscretizer: the number of the bin of each value, or a column for each bin.</summary>
internal sealed class KBinsDiscretizer : Estimator
{
    private readonly BinsForm _form;
    private readonly double[][] _edges;
    private readonly double[][] _centers;

    internal KBinsDiscretizer(EstimatorInfo info, BinsForm form, bool named)
        : base(info)
    {
        _form = form;
        _edges = [.. form.Edges.Select(edges => edges.ToArray())];
        _centers = [
            .. _edges.Select(
                (edges, column) =>
                    edges.Skip(1).Zip(edges, (above, below) => (form.HasSingleEdges[column] ? (float)(above + below) : above + below) * 0.5)
                        .ToArray())];
        Methods = Methods.Transform | Methods.InverseTransform | (named ? Methods.GetFeatureNamesOut : Methods.None);
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods { get; }

    public override int? FeatureCount => _edges.Length;

    public override InputContract Inputs(Methods method) =>
        method == Methods.InverseTransform && _form.Encoder is { } encoder ? encoder.Inputs(method)
        : InputContract.Finite
            with { Floats = InputFloats.DoubleOrSingle,
                Precision = _form.IsSingle == true && method == Methods.Transform ? InputPrecision.Single : InputPrecision.Kept };

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names)
    {
        names = FeatureNamesIn ?? names ?? InputNames.Numbered(FeatureCount)!;
        return _form.Encoder is { } encoder ? encoder.FeatureNamesOut(names) : [.. names];
    }

    private protected override RowKernel? KernelCore(Methods method) => method != Methods.Transform ? null
        : _form.Encoder is { } encoder ? ChainKernel.Of([new BinsKernel(this).Guard(this, Inputs(method)), encoder.Kernel(method)])
        : new BinsKernel(this);

    private protected override Features TransformCore(Features x)
    {
        Matrix matrix = Numbers(x);
        var values = new double[matrix.Values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Bin(i % _edges.Length, matrix.Values[i], matrix.DType);
        }

        var bins = new Matrix(matrix.RowCount, matrix.ColumnCount, values, matrix.DType);
        return _form.Encoder?.Transform(bins) switch
        {
            null => bins,
            SparseMatrix { Csr: var csr } =>
                new SparseMatrix(new CsrMatrix(csr.RowCount, csr.ColumnCount, csr.Starts, csr.Columns, csr.Data, matrix.DType)),
            var encoded => new Matrix(encoded.RowCount, encoded.ColumnCount, encoded.ToMatrix().Values, matrix.DType),
        };
    }

    private protected override Answer Run(Methods method, Features x, CallOptions options) =>
        method == Methods.InverseTransform ? InverseTransform(x) : base.Run(method, x, options);

    private Answer InverseTransform(Features x)
    {
        x = _form.Encoder is { } encoder ? encoder.Call(Methods.InverseTransform, x).ToArray() : x;
        CheckColumns(x);
        Matrix matrix = x.ToMatrix();
        DType dtype = matrix.DType.IsSingle() ? DType.Float32 : DType.Float64;
        var values = new double[matrix.Values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int column = i % _edges.Length;
            double[] centers = _centers[column];
            double bin = Math.Truncate(matrix.Values[i]);
            bin = bin < 0 ? bin + centers.Length : bin;
            if (!(bin >= 0 && bin < centers.Length))
            {
                throw new ModelInputException("InputRange",
                    string.Create(CultureInfo.InvariantCulture,
                        $"row {i / _edges.Length}, column {column} holds {matrix.Values[i]:R}, "
                            + $"and the column has bins 0 to {centers.Length - 1}")) { Column = column };
            }

            values[i] = NumpyPrecision.Round(centers[(int)bin], dtype);
        }

        return Answer.Of(new Matrix(matrix.RowCount, matrix.ColumnCount, values, dtype));
    }

    /// <summary>The data in the precision of the answers.</summary>
    private Matrix Numbers(Features x)
    {
        Matrix matrix = x.ToMatrix();
        DType dtype = _form.IsSingle switch
        {
            true => DType.Float32,
            false => DType.Float64,
            _ => matrix.IsSingle ? DType.Float32 : DType.Float64
        };
        return dtype == matrix.DType ? matrix
            : new Matrix(matrix.RowCount, matrix.ColumnCount, dtype.IsSingle() ? NumpyPrecision.Round(matrix.Values, dtype) : matrix.Values,
                dtype);
    }

    private double Bin(int column, double x, DType dtype)
    {
        double[] edges = _edges[column];
        if (!_form.HasTolerance)
        {
            return At(edges.AsSpan(1, edges.Length - 2), x);
        }

        double tolerance = NumpyPrecision.Round(1e-8 + NumpyPrecision.Round(1e-5 * Math.Abs(x), dtype), dtype);
        return Math.Min(At(edges.AsSpan(1), NumpyPrecision.Round(x + tolerance, dtype)), edges.Length - 2);
    }

    /// <summary><c>np.searchsorted(side="right")</c></summary>
    private static int At(ReadOnlySpan<double> edges, double x)
    {
        int low = 0, high = edges.Length;
        while (low < high)
        {
            int middle = low + ((high - low) >> 1);
            if (x < edges[middle])
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    private sealed class BinsKernel(KBinsDiscretizer owner) : RowKernel
    {
        public override int InputCount => owner._edges.Length;

        public override int OutputCount => owner._edges.Length;

        internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
        {
            for (int i = 0; i < output.Length; i++)
            {
                if (owner._form.IsSingle == true && !float.IsFinite((float)row[i]))
                {
                    RequireValues(row);
                }

                output[i] = owner.Bin(i, owner._form.IsSingle == true ? (float)row[i] : row[i], DType.Float64);
            }
        }
    }
}
