using System.Buffers;
using System.Globalization;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>RBFSampler, SkewedChi2Sampler, GaussianRandomProjection and SparseRandomProjection.</summary>
internal sealed class Sampler : Estimator
{
    private readonly SamplerForm _form;
    private readonly InputContract _inputs;
    private readonly double[] _weights;
    private readonly double[]? _offsets;
    private readonly Lazy<double[]> _inverse;
    private readonly CsrMatrix? _sparse;
    private readonly int _width;
    private readonly int _count;
    private readonly bool _isSingle;

    internal Sampler(EstimatorInfo info, SamplerForm form, InputContract inputs, bool named)
        : base(info)
    {
        _form = form;
        _inputs = inputs;
        _weights = form.Weights.ToDoubles();
        _offsets = form.Offsets?.ToDoubles();
        _sparse = form.SparseComponents;
        (_width, _count) = (form.Weights.Shape[0], form.Weights.Shape[1]);
        _inverse = new(() => form.Inverse?.ToDoubles() ?? InverseOfComponents());
        _isSingle = form.Weights.DType.IsSingle() && form.Offsets?.DType.IsSingle() != false;
        Methods = Methods.Transform | (named ? Methods.GetFeatureNamesOut : Methods.None)
            | (form.IsProjection && info.SavedVersion.IsAtLeast(1, 1) ? Methods.InverseTransform : Methods.None);
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods { get; }

    public override int? FeatureCount => _width;

    public override InputContract Inputs(Methods method) => _inputs;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        TransformedNames.Numbered(ClassName.ToLowerInvariant(), _count);

    private protected override RowKernel? KernelCore(Methods method) => method == Methods.Transform ? new SamplerKernel(this) : null;

    private protected override Features TransformCore(Features x)
    {
        if (x is SparseMatrix { Csr: var csr } && _sparse is not null)
        {
            return SparseRows(csr);
        }

        Matrix matrix = x.ToMatrix();

        // RBFSampler alone does not convert what it is given: bools and small ints by float32 are float32.
        bool keepsKinds = _offsets is not null && _form.Skewedness is null;
        bool isSingle = _isSingle && (keepsKinds ? matrix.DType.FitsSingle() : matrix.IsSingle);
        var values = new double[checked(matrix.RowCount * _count)];
        var scratch = new double[_width];
        for (int row = 0; row < matrix.RowCount; row++)
        {
            RunRow(matrix.Row(row), values.AsSpan(row * _count, _count), scratch, isSingle);
        }

        return new Matrix(matrix.RowCount, _count, values, isSingle ? DType.Float32 : DType.Float64);
    }

    /// <summary>Two sparse matrices are multiplied in the order of the rows' stored values; a sum is stored where a product went into it
    /// and it is not zero.</summary>
    private Features SparseRows(CsrMatrix csr)
    {
        bool isSingle = _isSingle && csr.DType.IsSingle();
        var isMet = new bool[_count];
        var sums = new double[_count];
        double[] dense = _weights;
        bool[] isStored = StoredWeights();
        var starts = new int[csr.RowCount + 1];
        var columns = new List<int>();
        var data = new List<double>();
        for (int row = 0; row < csr.RowCount; row++)
        {
            Array.Clear(isMet);
            Array.Clear(sums);
            for (int i = csr.Starts[row]; i < csr.Starts[row + 1]; i++)
            {
                int start = csr.Columns[i] * _count;
                for (int k = 0; k < _count; k++)
                {
                    if (isStored[start + k])
                    {
                        double product = csr.Data[i] * dense[start + k];
                        sums[k] = isSingle ? (float)(sums[k] + (float)product) : sums[k] + product;
                        isMet[k] = true;
                    }
                }
            }

            for (int k = 0; k < _count; k++)
            {
                if (isMet[k] && sums[k] != 0)
                {
                    columns.Add(k);
                    data.Add(sums[k]);
                }
            }

            starts[row + 1] = columns.Count;
        }

        var answer = new SparseMatrix(
            new CsrMatrix(csr.RowCount, _count, starts, [.. columns], [.. data], isSingle ? DType.Float32 : DType.Float64));
        return _form.KeepsSparse ? answer : answer.ToMatrix();
    }

    private bool[] StoredWeights()
    {
        var isStored = new bool[_weights.Length];
        for (int k = 0; k < _count; k++)
        {
            for (int i = _sparse!.Starts[k]; i < _sparse.Starts[k + 1]; i++)
            {
                isStored[(_sparse.Columns[i] * _count) + k] = true;
            }
        }

        return isStored;
    }

    private protected override Answer Run(Methods method, Features x, CallOptions options)
    {
        if (method != Methods.InverseTransform)
        {
            return base.Run(method, x, options);
        }

        if (x.ColumnCount != _count)
        {
            throw new ModelInputException("InputFeatures", $"the data has {x.ColumnCount} columns and {ClassName} has {_count} components");
        }

        Matrix matrix = x.ToMatrix();
        bool isSingle = matrix.IsSingle && (_form.Inverse ?? _form.Weights).DType.IsSingle();
        var values = new double[checked(matrix.RowCount * _width)];
        for (int row = 0; row < matrix.RowCount; row++)
        {
            Multiply(matrix.Row(row), _inverse.Value, values.AsSpan(row * _width, _width), isSingle);
        }

        return Answer.Of(new Matrix(matrix.RowCount, _width, values, isSingle ? DType.Float32 : DType.Float64));
    }

    private void RunRow(ReadOnlySpan<double> row, Span<double> output, Span<double> scratch, bool isSingle)
    {
        if (_form.Skewedness is { } skewedness)
        {
            for (int i = 0; i < row.Length; i++)
            {
                if (row[i] <= -skewedness)
                {
                    throw new ModelInputException("InputRange",
                        string.Create(CultureInfo.InvariantCulture,
                            $"the value {row[i]:R} in column {i} is not above minus the skewedness, {-skewedness:R}, "
                                + $"and {ClassName} takes the logarithm of their sum")) { Column = i };
                }

                scratch[i] = isSingle ? NumpySingle.Log((float)(row[i] + (float)skewedness)) : Math.Log(row[i] + skewedness);
            }

            row = scratch;
        }

        if (_sparse is not null)
        {
            MultiplyStored(row, _sparse, output, isSingle);
            return;
        }

        Multiply(row, _weights, output, isSingle);
        for (int k = 0; _offsets is not null && k < output.Length; k++)
        {
            output[k] = isSingle
                ? (float)(NumpySingle.Cos((float)(output[k] + _offsets[k])) * (float)_form.Scale)
                : Math.Cos(output[k] + _offsets[k]) * _form.Scale;
        }
    }

    /// <summary><c>_compute_inverse_components</c>: the pseudo-inverse of the components, turned.</summary>
    private double[] InverseOfComponents()
    {
        var components = new double[_weights.Length];
        for (int i = 0; i < components.Length; i++)
        {
            components[i] = _weights[(i % _width * _count) + (i / _width)];
        }

        double[] inverse = PseudoInverse.Of(components, _count, _width);
        var turned = new double[inverse.Length];
        for (int i = 0; i < turned.Length; i++)
        {
            turned[i] = inverse[(i % _width * _count) + (i / _width)];
        }

        // LAPACK computes with float32 components in float32.
        return _form.Weights.DType.IsSingle() ? NumpyPrecision.Round(turned, DType.Float32) : turned;
    }

    /// <summary>A row by sparse components, each added in the order in which it is stored.</summary>
    private static void MultiplyStored(ReadOnlySpan<double> row, CsrMatrix components, Span<double> output, bool isSingle)
    {
        for (int k = 0; k < output.Length; k++)
        {
            double sum = 0;
            for (int i = components.Starts[k]; i < components.Starts[k + 1]; i++)
            {
                double product = components.Data[i] * row[components.Columns[i]];
                sum = isSingle ? (float)(sum + (float)product) : sum + product;
            }

            output[k] = sum;
        }
    }

    /// <summary>A row by a matrix, added from the first number on.</summary>
    private static void Multiply(ReadOnlySpan<double> row, double[] weights, Span<double> output, bool isSingle)
    {
        output.Clear();
        for (int i = 0; i < row.Length; i++)
        {
            ReadOnlySpan<double> factors = weights.AsSpan(i * output.Length, output.Length);
            double value = row[i];
            for (int k = 0; k < output.Length; k++)
            {
                output[k] = isSingle ? (float)(output[k] + (float)(value * factors[k])) : output[k] + (value * factors[k]);
            }
        }
    }

    private sealed class SamplerKernel(Sampler owner) : RowKernel
    {
        public override int InputCount => owner._width;

        public override int OutputCount => owner._count;

        internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
        {
            double[] scratch = ArrayPool<double>.Shared.Rent(owner._width);
            owner.RunRow(row[..owner._width], output[..owner._count], scratch.AsSpan(0, owner._width), isSingle: false);
            ArrayPool<double>.Shared.Return(scratch);
        }
    }
}
