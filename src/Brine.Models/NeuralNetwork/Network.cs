using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// The layers of a network (<c>_forward_pass_fast</c>): each <c>activation @ coefs_[i] + intercepts_[i]</c> and its activation. Blocks of
/// rows go through all layers, so that what is between two layers stays in the cache.
/// </summary>
internal sealed class Network
{
    private const int BlockRows = 64;
    private const int MaxStackNumbers = 256;

    private readonly DenseLayer<double>[] _layers;
    private readonly DenseLayer<float>[]? _singles;
    private readonly ActivationKind _hidden;
    private readonly ActivationKind _output;
    private readonly int _widest;

    internal Network(LayersForm form)
    {
        int count = form.Weights.Count;
        bool isSingle = form.Weights.All(array => array.DType.IsSingle()) && form.Intercepts.All(array => array.DType.IsSingle());
        _layers = new DenseLayer<double>[count];
        _singles = isSingle ? new DenseLayer<float>[count] : null;
        for (int i = 0; i < count; i++)
        {
            NDArray matrix = form.Weights[i];
            double[] numbers = matrix.ToDoubles(), biases = form.Intercepts[i].ToDoubles();
            _layers[i] = new DenseLayer<double>(numbers, matrix.Shape[0], matrix.Shape[1], biases, inputMajor: true);
            if (_singles is not null)
            {
                _singles[i] = new DenseLayer<float>(numbers, matrix.Shape[0], matrix.Shape[1], biases, inputMajor: true);
            }

            _widest = Math.Max(_widest, matrix.Shape[1]);
        }

        _hidden = form.Hidden;
        _output = form.Output;
    }

    internal int InputCount => _layers[0].InputCount;

    internal int OutputCount => _layers[^1].OutputCount;

    /// <summary>One row in double precision.</summary>
    [SkipLocalsInit]
    internal void Run(ReadOnlySpan<double> row, Span<double> output)
    {
        int size = 2 * _widest;
        if (size <= MaxStackNumbers)
        {
            Span<double> numbers = stackalloc double[MaxStackNumbers];
            Forward(_layers, row, 1, output[..OutputCount], numbers[..size]);
            return;
        }

        double[] buffer = ArrayPool<double>.Shared.Rent(size);
        Forward(_layers, row, 1, output[..OutputCount], buffer);
        ArrayPool<double>.Shared.Return(buffer);
    }

    /// <summary>All rows, in the precision of Python.</summary>
    internal Scores Run(Features x)
    {
        if (x is SparseMatrix { Csr: var csr })
        {
            return _singles is { } singles && csr.DType.FitsSingle() ? Widen(RunSparse(singles, csr))
                : new Scores(RunSparse(_layers, csr), OutputCount, false);
        }

        Matrix matrix = x.ToMatrix();
        return _singles is { } layers && matrix.DType.FitsSingle()
            ? Widen(RunBlocks(layers, Array.ConvertAll(matrix.Values, value => (float)value), matrix.RowCount))
            : new Scores(RunBlocks(_layers, matrix.Values, matrix.RowCount), OutputCount, false);
    }

    /// <summary>All rows of a dense matrix in double precision.</summary>
    internal double[] RunAll(Matrix matrix) => RunBlocks(_layers, matrix.Values, matrix.RowCount);

    private T[] RunBlocks<T>(DenseLayer<T>[] layers, T[] values, int rowCount)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int inputs = layers[0].InputCount, outputs = OutputCount;
        var result = new T[checked(rowCount * outputs)];
        var buffer = new T[2 * Math.Min(BlockRows, rowCount) * _widest];
        for (int start = 0; start < rowCount; start += BlockRows)
        {
            int count = Math.Min(BlockRows, rowCount - start);
            Forward(layers, values.AsSpan(start * inputs, count * inputs), count, result.AsSpan(start * outputs, count * outputs), buffer);
        }

        return result;
    }

    private T[] RunSparse<T>(DenseLayer<T>[] layers, CsrMatrix csr)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int outputs = OutputCount;
        var result = new T[checked(csr.RowCount * outputs)];
        var buffer = new T[2 * _widest];
        var first = new T[layers[0].OutputCount];
        for (int row = 0; row < csr.RowCount; row++)
        {
            int start = csr.Starts[row], count = csr.Starts[row + 1] - start;
            layers[0].RunSparse(csr.Columns.AsSpan(start, count), csr.Data.AsSpan(start, count), first);
            Activation.Apply(layers.Length == 1 ? _output : _hidden, first.AsSpan(), first.Length);
            Span<T> target = result.AsSpan(row * outputs, outputs);
            if (layers.Length == 1)
            {
                first.CopyTo(target);
            }
            else
            {
                Forward(layers.AsSpan(1), first, 1, target, buffer);
            }
        }

        return result;
    }

    /// <summary>Rows through the layers, from one half of the buffer to the other; the last layer writes the result.</summary>
    private void Forward<T>(ReadOnlySpan<DenseLayer<T>> layers, ReadOnlySpan<T> rows, int count, Span<T> result, Span<T> buffer)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int half = buffer.Length / 2;
        for (int i = 0; i < layers.Length; i++)
        {
            bool isLast = i == layers.Length - 1;
            int width = layers[i].OutputCount;
            Span<T> target = isLast ? result : buffer.Slice(i % 2 == 0 ? 0 : half, count * width);
            layers[i].RunRows(rows, count, target);
            Activation.Apply(isLast ? _output : _hidden, target[..(count * width)], width);
            rows = target;
        }
    }

    private Scores Widen(float[] values) => new(Array.ConvertAll(values, value => (double)value), OutputCount, true);
}
