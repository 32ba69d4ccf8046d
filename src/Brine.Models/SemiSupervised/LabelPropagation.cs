using Brine.Arrays;

namespace Brine.Models;

/// <summary>LabelPropagation and LabelSpreading.</summary>
internal sealed class LabelPropagation : Estimator
{
    private readonly LabelPropagationForm _form;
    private readonly InputContract _inputs;
    private readonly PairwiseKernel<double>? _kernel;
    private readonly PairwiseKernel<float>? _singleKernel;
    private readonly NeighborModel? _neighbors;
    private readonly DenseLayer<double> _labels;
    private readonly double[] _distributions;

    internal LabelPropagation(EstimatorInfo info, LabelPropagationForm form, InputContract inputs)
        : base(info)
    {
        (_form, _inputs) = (form, inputs);
        _distributions = form.Distributions.ToDoubles();
        _labels = new DenseLayer<double>(_distributions, form.Distributions.Shape[0], form.Classes.Count, [], inputMajor: true);
        if (form.Neighbors is { } neighbors)
        {
            _neighbors = new NeighborModel(neighbors);
        }
        else if (form.Rows is { } rows)
        {
            var parameters = new KernelParameters(KernelKind.Rbf) { Gamma = form.Gamma };
            _kernel = new PairwiseKernel<double>(parameters, rows.ToDoubles(), rows.Shape[0], rows.Shape[1], form.HasSparseRows)
                { IsTrainingFirst = true };
            _singleKernel = rows.DType.IsSingle()
                ? new PairwiseKernel<float>(parameters, rows.ToDoubles(), rows.Shape[0], rows.Shape[1], form.HasSparseRows)
                    { IsTrainingFirst = true } : null;
        }
    }

    public override EstimatorForm Form => _form;

    public override Labels? Classes => _form.Classes;

    public override int? FeatureCount => _kernel?.Dimension ?? _neighbors?.Search.Dimension;

    public override Methods Methods => Methods.Predict | Methods.PredictProba;

    public override InputContract Inputs(Methods method) => _inputs;

    private protected override RowKernel? KernelCore(Methods method) =>
        _kernel is not null && Methods.HasFlag(method) ? new RowAnswers(this, method) : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options)
    {
        if (method is not (Methods.Predict or Methods.PredictProba))
        {
            return base.Run(method, x, options);
        }

        int width = _form.Classes.Count;
        var shares = new double[checked(x.RowCount * width)];
        if (_neighbors is not null)
        {
            FromNeighbors(x, shares, width);
        }
        else
        {
            FromKernel(x, shares, width);
        }

        return method == Methods.Predict ? _form.Classes.TakeLargest(shares) : NDArray.Of(shares, x.RowCount, width);
    }

    private static void Normalize(Span<double> shares)
    {
        double sum = PairwiseSum.Of<double>(shares);
        foreach (ref double share in shares)
        {
            share /= sum;
        }
    }

    private void FromNeighbors(Features x, double[] shares, int width)
    {
        FoundNeighbors found = _neighbors!.Find(x, ClassName, tellsOrder: true);
        int count = _neighbors.NeighborCount;
        for (int row = 0; row < x.RowCount; row++)
        {
            Span<double> output = shares.AsSpan(row * width, width);
            foreach (int index in found.Indices.AsSpan(row * count, count))
            {
                for (int k = 0; k < width; k++)
                {
                    output[k] += _distributions[(index * width) + k];
                }
            }

            Normalize(output);
        }
    }

    private void FromKernel(Features x, double[] shares, int width)
    {
        var kernel = new double[_kernel!.Count];
        float[]? singles = _singleKernel is not null && NumpyPrecision.IsSingle(x) ? new float[kernel.Length] : null;
        Matrix matrix = x.ToMatrix();
        for (int row = 0; row < x.RowCount; row++)
        {
            if (singles is null)
            {
                _kernel.Run(matrix.Row(row), kernel, x is SparseMatrix);
            }
            else
            {
                _singleKernel!.Run(matrix.Row(row), singles, x is SparseMatrix);
                for (int i = 0; i < kernel.Length; i++)
                {
                    kernel[i] = singles[i];
                }
            }

            Span<double> output = shares.AsSpan(row * width, width);
            _labels.Run(kernel, output);
            Normalize(output);
        }
    }

    private sealed class RowAnswers(LabelPropagation owner, Methods method) : RowKernel
    {
        public override int InputCount => owner._kernel!.Dimension;

        public override int OutputCount => method == Methods.Predict ? 1 : owner._form.Classes.Count;

        internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
        {
            int width = owner._form.Classes.Count, count = owner._kernel!.Count;
            double[] rented = System.Buffers.ArrayPool<double>.Shared.Rent(count + width);
            Span<double> kernel = rented.AsSpan(0, count), shares = rented.AsSpan(count, width);
            owner._kernel.Run(row[..InputCount], kernel);
            owner._labels.Run(kernel, shares);
            Normalize(shares);
            if (method == Methods.Predict)
            {
                output[0] = Labels.LargestIndex(shares);
            }
            else
            {
                shares.CopyTo(output);
            }

            System.Buffers.ArrayPool<double>.Shared.Return(rented);
        }
    }
}
