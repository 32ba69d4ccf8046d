using System.Buffers;
using System.Globalization;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>KernelRidge and Nystroem: rows are compared with those of the training, and the values of the kernel are weighed.</summary>
internal sealed class KernelMachine : Estimator
{
    private readonly KernelForm _form;
    private readonly PairwiseKernel<double> _kernel;

    // Rows of float32 are compared in float32 with those of the training, where these are float32 too.
    private readonly PairwiseKernel<float>? _singleKernel;
    private readonly double[] _weights;
    private readonly int _outputs;
    private readonly bool _isTransformer;
    private readonly bool _hasSingleWeights;

    internal KernelMachine(EstimatorInfo info, KernelForm form, bool isTransformer, bool named)
        : base(info)
    {
        _form = form;
        double[] rows = form.Rows.ToDoubles();
        (int count, int width) = (form.Rows.Shape[0], form.Rows.Shape[1]);
        _kernel = new PairwiseKernel<double>(form.Kernel, rows, count, width, form.RowsWereSparse);

        // scipy gives sums of differences in float64, whatever it is asked about.
        _singleKernel = form.Rows.DType.IsSingle() && Kind is not (KernelKind.Laplacian or KernelKind.Precomputed)
            ? new PairwiseKernel<float>(form.Kernel, rows, count, width, form.RowsWereSparse) : null;
        _weights = form.Weights.ToDoubles();
        _outputs = form.Weights.Rank == 1 ? 1 : form.Weights.Shape[1];
        _hasSingleWeights = form.Weights.DType.IsSingle();
        _isTransformer = isTransformer;
        Methods = !isTransformer ? Methods.Predict : Methods.Transform | (named ? Methods.GetFeatureNamesOut : Methods.None);
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods { get; }

    public override int? FeatureCount =>
        Info.FeatureCount ?? (Kind == KernelKind.Precomputed ? _kernel.Count : _kernel.Dimension);

    private KernelKind Kind => _form.Kernel.Kind;

    private bool TakesCounts => Kind is KernelKind.AdditiveChi2 or KernelKind.Chi2;

    public override InputContract Inputs(Methods method) =>
        (TakesCounts ? InputContract.Finite : InputContract.FiniteOrSparse) with { Floats = InputFloats.Native };

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        TransformedNames.Numbered(ClassName.ToLowerInvariant(), _outputs);

    private protected override RowKernel? KernelCore(Methods method) =>
        Methods.HasFlag(method) && method != Methods.GetFeatureNamesOut ? new MachineKernel(this) : null;

    private protected override Features TransformCore(Features x) => _isTransformer ? Run(x) : base.TransformCore(x);

    private protected override Answer Run(Methods method, Features x, CallOptions options)
    {
        if (method != Methods.Predict || _isTransformer)
        {
            return base.Run(method, x, options);
        }

        Matrix answer = Run(x);
        return _form.Weights.Rank == 1 ? NumpyPrecision.ToArray(answer.Values, answer.IsSingle) : Answer.Of(answer);
    }

    private Matrix Run(Features x)
    {
        bool isSparse = x is SparseMatrix;
        Matrix matrix = x.ToMatrix();
        bool isSingle = matrix.IsSingle && (_singleKernel is not null || Kind == KernelKind.Precomputed);
        var values = new double[checked(matrix.RowCount * _outputs)];
        var scratch = new double[_kernel.Count];
        for (int row = 0; row < matrix.RowCount; row++)
        {
            RunRow(matrix.Row(row), values.AsSpan(row * _outputs, _outputs), scratch, isSingle, isSparse);
        }

        return new Matrix(matrix.RowCount, _outputs, values, isSingle && _hasSingleWeights ? DType.Float32 : DType.Float64);
    }

    private void RunRow(ReadOnlySpan<double> row, Span<double> output, Span<double> scratch, bool isSingle, bool isSparse)
    {
        for (int i = 0; TakesCounts && i < row.Length; i++)
        {
            if (row[i] < 0)
            {
                throw new ModelInputException("InputRange",
                    string.Create(CultureInfo.InvariantCulture,
                        $"the value {row[i]:R} in column {i} is negative, and the kernel of {ClassName} takes counts")) { Column = i };
            }
        }

        if (isSingle && _singleKernel is not null)
        {
            float[] singles = ArrayPool<float>.Shared.Rent(scratch.Length);
            _singleKernel.Run(row, singles.AsSpan(0, scratch.Length), isSparse);
            for (int i = 0; i < scratch.Length; i++)
            {
                scratch[i] = singles[i];
            }

            ArrayPool<float>.Shared.Return(singles);
        }
        else
        {
            _kernel.Run(row, scratch, isSparse);
        }

        bool rounds = isSingle && _hasSingleWeights;
        output.Clear();
        for (int i = 0; i < scratch.Length; i++)
        {
            ReadOnlySpan<double> weights = _weights.AsSpan(i * _outputs, _outputs);
            double value = scratch[i];
            for (int k = 0; k < output.Length; k++)
            {
                output[k] = rounds ? (float)(output[k] + (float)(value * weights[k])) : output[k] + (value * weights[k]);
            }
        }
    }

    private sealed class MachineKernel(KernelMachine owner) : RowKernel
    {
        public override int InputCount => owner.FeatureCount!.Value;

        public override int OutputCount => owner._outputs;

        internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
        {
            double[] scratch = ArrayPool<double>.Shared.Rent(owner._kernel.Count);
            owner.RunRow(row[..InputCount], output, scratch.AsSpan(0, owner._kernel.Count), isSingle: false, isSparse: false);
            ArrayPool<double>.Shared.Return(scratch);
        }
    }
}
