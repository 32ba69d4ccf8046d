using System.Globalization;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>QuantileTransformer: each column by its quantiles to a distribution.</summary>
internal sealed class QuantileTransformer : Estimator
{
    private readonly QuantileForm _form;
    private readonly InputContract _inputs;
    private readonly QuantileColumn[] _columns;

    internal QuantileTransformer(EstimatorInfo info, QuantileForm form, InputContract inputs)
        : base(info)
    {
        _form = form;
        _inputs = inputs;
        int count = form.Quantiles.Shape[1];
        double[] all = form.Quantiles.ToDoubles();
        _columns = [
            .. Enumerable.Range(0, count)
                .Select(column =>
                    new QuantileColumn(form, [.. Enumerable.Range(0, form.References.Count).Select(row => all[(row * count) + column])]))];
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods => Methods.Transform | Methods.InverseTransform | Methods.GetFeatureNamesOut;

    public override int? FeatureCount => _columns.Length;

    public override InputContract Inputs(Methods method) => _inputs;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        TransformedNames.SameAsInput(names ?? FeatureNamesIn, _columns.Length);

    private protected override RowKernel? KernelCore(Methods method) =>
        method is Methods.Transform or Methods.InverseTransform ? new QuantileKernel(_columns, method == Methods.InverseTransform) : null;

    private protected override Features TransformCore(Features x)
    {
        if (x is SparseMatrix { Csr: var csr } && !_form.IgnoresZeros
            && csr.Data.AsSpan(0, csr.Starts[^1]).ToArray().Any(value => value < 0))
        {
            throw new ModelInputException("InputNegative",
                $"the sparse matrix holds a negative number, and {ClassName} was trained with ignore_implicit_zeros=False, where zeros are "
                    + "the least: give it in full (toarray)");
        }

        return Apply(x, isInverse: false);
    }

    private protected override Answer Run(Methods method, Features x, CallOptions options)
    {
        if (method != Methods.InverseTransform)
        {
            return base.Run(method, x, options);
        }

        CheckColumns(x);
        return Answer.Of(Apply(x, isInverse: true));
    }

    private Features Apply(Features x, bool isInverse)
    {
        if (x is SparseMatrix { Csr: var csr })
        {
            DType dtype = csr.DType.Kind == 'f' ? csr.DType : DType.Float64;
            var data = new double[csr.Data.Length];
            for (int i = 0; i < data.Length; i++)
            {
                data[i] = _columns[csr.Columns[i]].Of(csr.Data[i], isInverse, dtype);
            }

            return new SparseMatrix(new CsrMatrix(csr.RowCount, csr.ColumnCount, csr.Starts, csr.Columns, data, dtype));
        }

        Matrix matrix = NumpyPrecision.KeepFloats(x);
        var values = new double[matrix.Values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = _columns[i % _columns.Length].Of(matrix.Values[i], isInverse, matrix.DType);
        }

        return new Matrix(matrix.RowCount, matrix.ColumnCount, values, matrix.DType);
    }

    private sealed class QuantileKernel(QuantileColumn[] columns, bool isInverse) : RowKernel
    {
        public override int InputCount => columns.Length;

        public override int OutputCount => columns.Length;

        internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
        {
            for (int i = 0; i < columns.Length; i++)
            {
                output[i] = columns[i].Of(row[i], isInverse, DType.Float64);
            }
        }
    }
}
