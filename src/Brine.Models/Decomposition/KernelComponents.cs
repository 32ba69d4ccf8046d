using System.Numerics;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>The arithmetic of KernelPCA in one precision.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal sealed class KernelComponents<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly KernelComponentsForm _form;
    private readonly DenseLayer<T> _weights;
    private readonly T[] _columnMeans;
    private readonly PairwiseKernel<T>? _inverseKernel;
    private readonly DenseLayer<T>? _inverseWeights;

    internal KernelComponents(KernelComponentsForm form)
    {
        _form = form;
        Kernel = new PairwiseKernel<T>(form.Kernel, form.Rows.ToDoubles(), form.Rows.Shape[0], form.Rows.Shape[1], form.HasSparseRows);
        _weights = Layer(form.Weights);
        _columnMeans = Array.ConvertAll(form.ColumnMeans.ToDoubles(), T.CreateTruncating);
        if (form is { TransformedRows: { } transformed, InverseWeights: { } inverse })
        {
            _inverseKernel = new PairwiseKernel<T>(form.Kernel, transformed.ToDoubles(), transformed.Shape[0], transformed.Shape[1]);
            _inverseWeights = Layer(inverse);
        }
    }

    internal PairwiseKernel<T> Kernel { get; }

    internal int ComponentCount => _weights.OutputCount;

    /// <summary><c>transform</c> of one row.</summary>
    /// <returns>False where the kernel is not finite, which KernelCenterer refuses.</returns>
    internal bool Transform(ReadOnlySpan<double> row, bool isSparse, Span<T> kernel, Span<T> output)
    {
        Kernel.Run(row, kernel, isSparse);
        var mean = T.CreateTruncating(_form.Mean);
        foreach (T value in kernel)
        {
            if (!T.IsFinite(value))
            {
                return false;
            }
        }

        T average = PairwiseSum.Of<T>(kernel) / T.CreateChecked(kernel.Length);

        for (int i = 0; i < kernel.Length; i++)
        {
            kernel[i] = kernel[i] - _columnMeans[i] - average + mean;
        }

        _weights.Run(kernel, output);
        return true;
    }

    /// <summary><c>inverse_transform</c> of one row.</summary>
    /// <param name="row">The components.</param>
    /// <param name="index">The number of the row.</param>
    /// <param name="output">Room for the columns of the training.</param>
    internal void Inverse(ReadOnlySpan<double> row, int index, Span<T> output)
    {
        T[] kernel = new T[_inverseKernel!.Count];
        _inverseKernel.Run(row, kernel);
        if (_form.InverseDiagonal != 0 && index < kernel.Length)
        {
            kernel[index] += T.CreateTruncating(_form.InverseDiagonal);
        }

        _inverseWeights!.Run(kernel, output);
    }

    private static DenseLayer<T> Layer(NDArray weights) =>
        new(weights.ToDoubles(), weights.Shape[0], weights.Shape[1], [], inputMajor: true);
}
