using System.Buffers;
using System.Globalization;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>KernelRidge and Nystroem: rows are compared with those of the training, and the values of the kernel are weighed.</summary>
internal sealed class KernelMachine : Estimator
{
    private readonly KernelForm _form;
    private readonly PairwiseKernel _kernel;
    private readonly double[] _weights;
    private readonly int _outputs;
    private readonly bool _isTransformer;
    private readonly bool _hasSingleWeights;

    internal KernelMachine(EstimatorInfo info, KernelForm form, bool isTransformer, bool named)
        : base(info)
    {
        _form = form;
        _kernel = new PairwiseKernel(form);
        _weights = form.Weights.ToDoubles();
        _outputs = form.Weights.Rank == 1 ? 1 : form.Weights.Shape[1];
        _hasSingleWeights = form.Weights.DType.IsSingle();
        _isTransformer = isTransformer;
        Methods = !isTransformer ? Methods.Predict : Methods.Transform | (named ? Methods.GetFeatureNamesOut : Methods.None);
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods { get; }

    public override int? FeatureCount =>
        Info.FeatureCount ?? (_form.Kernel == PairwiseKernelKind.Precomputed ? _kernel.Count : _kernel.Width);

    private bool TakesCounts => _form.Kernel is PairwiseKernelKind.AdditiveChi2 or PairwiseKernelKind.Chi2;

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

        // scipy gives distances of sums in float64, whatever it is asked about.
        bool isSingle = matrix.IsSingle && _form.Kernel != PairwiseKernelKind.Laplacian
            && (_kernel.IsSingle || _form.Kernel == PairwiseKernelKind.Precomputed);
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

        _kernel.Run(row, scratch, isSingle, isSparse);
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
