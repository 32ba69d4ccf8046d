using Brine.Arrays;

namespace Brine.Models;

/// <summary>SplineTransformer: the B-splines of each column.</summary>
internal sealed class SplineTransformer : Estimator
{
    private readonly SplineForm _form;
    private readonly SplineColumn[] _columns;
    private readonly int _width;
    private readonly int _kept;

    internal SplineTransformer(EstimatorInfo info, SplineForm form)
        : base(info)
    {
        _form = form;
        _width = form.Splines[0].OutputCount;
        _kept = form.IncludeBias ? _width : _width - 1;
        _columns = new SplineColumn[form.Splines.Count];
        int degree = form.Degree;
        for (int i = 0; i < _columns.Length; i++)
        {
            _columns[i] = new SplineColumn(form, i, degree);
            degree = SplineColumn.NextDegree(form, degree);
        }
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods => Methods.Transform | Methods.GetFeatureNamesOut;

    public override int? FeatureCount => _columns.Length;

    public override InputContract Inputs(Methods method) => new() { TakesMissing = _form.ZerosMissing, TakesInfinity = _form.ZerosMissing };

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names)
    {
        names = FeatureNamesIn ?? names ?? InputNames.Numbered(FeatureCount)!;
        return [.. names.SelectMany(name => TransformedNames.Numbered(name + "_sp_", _kept))];
    }

    private protected override RowKernel? KernelCore(Methods method) =>
        method == Methods.Transform && !_form.IsSparse ? new SplineKernel(this) : null;

    private protected override Features TransformCore(Features x)
    {
        Matrix matrix = x.ToMatrix();
        DType dtype = matrix.DType is { Kind: 'f', IsSwapped: false } ? matrix.DType : DType.Float64;
        return _form.IsSparse ? Sparse(matrix) : Dense(matrix, dtype);
    }

    private Matrix Dense(Matrix matrix, DType dtype)
    {
        int width = _columns.Length * _kept;
        var values = new double[checked(matrix.RowCount * width)];
        for (int row = 0; row < matrix.RowCount; row++)
        {
            Run(matrix.Row(row), values.AsSpan(row * width, width), dtype);
        }

        return new Matrix(matrix.RowCount, width, dtype.ItemSize < sizeof(double) ? NumpyPrecision.Round(values, dtype) : values, dtype);
    }

    private SparseMatrix Sparse(Matrix matrix)
    {
        var starts = new int[matrix.RowCount + 1];
        var columns = new List<int>();
        var data = new List<double>();
        var work = new double[(2 * _form.Degree) + 2];
        var output = new double[_width];
        for (int row = 0; row < matrix.RowCount; row++)
        {
            for (int c = 0; c < _columns.Length; c++)
            {
                int start = _columns[c].Run(matrix.Row(row)[c], output, work, matrix.DType);
                for (int i = 0; i < _kept; i++)
                {
                    if (output[i] != 0 || (start >= 0 && i >= start && i <= start + _form.Degree && _form.Extrapolation != "periodic"))
                    {
                        columns.Add((c * _kept) + i);
                        data.Add(output[i]);
                    }
                }
            }

            starts[row + 1] = columns.Count;
        }

        return new SparseMatrix(new CsrMatrix(matrix.RowCount, _columns.Length * _kept, starts, [.. columns], [.. data]));
    }

    private void Run(ReadOnlySpan<double> row, Span<double> output, DType dtype)
    {
        Span<double> work = stackalloc double[(2 * _form.Degree) + 2];
        if (_kept == _width)
        {
            for (int c = 0; c < _columns.Length; c++)
            {
                _columns[c].Run(row[c], output.Slice(c * _width, _width), work, dtype);
            }

            return;
        }

        double[] whole = System.Buffers.ArrayPool<double>.Shared.Rent(_width);
        try
        {
            for (int c = 0; c < _columns.Length; c++)
            {
                _columns[c].Run(row[c], whole.AsSpan(0, _width), work, dtype);
                whole.AsSpan(0, _kept).CopyTo(output.Slice(c * _kept, _kept));
            }
        }
        finally
        {
            System.Buffers.ArrayPool<double>.Shared.Return(whole);
        }
    }

    private sealed class SplineKernel(SplineTransformer owner) : RowKernel
    {
        public override int InputCount => owner._columns.Length;

        public override int OutputCount => owner._columns.Length * owner._kept;

        internal override void RunCore(ReadOnlySpan<double> row, Span<double> output) => owner.Run(row, output, DType.Float64);
    }
}
