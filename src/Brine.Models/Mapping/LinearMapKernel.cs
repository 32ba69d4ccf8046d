using System.Buffers;
using System.Numerics;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>A <see cref="LinearMap"/> of one row or of a batch; dot products go from left to right as in the reference BLAS.</summary>
internal sealed class LinearMapKernel : RowKernel
{
    private readonly LinearMap _map;
    private readonly Parts<double> _doubles;
    private readonly Parts<float>? _singles;

    internal LinearMapKernel(LinearMap map)
    {
        _map = map;
        _doubles = new Parts<double>(map);
        _singles = map.IsSingle ? new Parts<float>(map) : null;
    }

    public override int InputCount => _map.InputCount;

    public override int OutputCount => _map.OutputCount;

    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output) =>
        _doubles.Run(row[..InputCount], null, output[..OutputCount]);

    /// <summary>All rows, with the dtype that Python gives.</summary>
    internal Matrix Map(Matrix matrix)
    {
        var outputs = new double[checked(matrix.RowCount * OutputCount)];
        bool isSingle = _singles is not null && matrix.IsSingle;
        DType? rounding = _map.RoundsRows && matrix.DType is { Kind: 'f', ItemSize: < sizeof(double) } ? matrix.DType : null;
        float[] numbers = isSingle ? new float[InputCount] : [], answers = isSingle ? new float[OutputCount] : [];
        for (int row = 0; row < matrix.RowCount; row++)
        {
            Span<double> output = outputs.AsSpan(row * OutputCount, OutputCount);
            ReadOnlySpan<double> source = matrix.Row(row);
            if (!isSingle)
            {
                _doubles.Run(source, rounding, output);
                continue;
            }

            for (int k = 0; k < numbers.Length; k++)
            {
                numbers[k] = (float)source[k];
            }

            _singles!.Run(numbers, null, answers);
            for (int k = 0; k < answers.Length; k++)
            {
                output[k] = answers[k];
            }
        }

        return new Matrix(matrix.RowCount, OutputCount, outputs, isSingle ? DType.Float32 : DType.Float64);
    }

    private sealed class Parts<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly DenseLayer<T> _first;
        private readonly DenseLayer<T>? _second;
        private readonly T[]? _mean;
        private readonly T[]? _scale;
        private readonly T[]? _outputScale;
        private readonly T[]? _shift;

        internal Parts(LinearMap map)
        {
            _first = Layer(map.Weights);
            _second = map.Second is { } second ? Layer(second) : null;
            (_mean, _scale, _outputScale, _shift) = (Numbers(map.Mean), Numbers(map.Scale), Numbers(map.OutputScale), Numbers(map.Shift));
        }

        internal void Run(ReadOnlySpan<T> row, DType? rounding, Span<T> output)
        {
            int inputs = row.Length, middle = _second is null ? 0 : _first.OutputCount;
            T[] scratch = ArrayPool<T>.Shared.Rent(inputs + middle);
            Span<T> numbers = scratch.AsSpan(0, inputs);
            row.CopyTo(numbers);
            for (int k = 0; k < numbers.Length && _mean is not null; k++)
            {
                numbers[k] = Round(numbers[k] - _mean[k], rounding);
            }

            for (int k = 0; k < numbers.Length && _scale is not null; k++)
            {
                numbers[k] = Round(numbers[k] / _scale[k], rounding);
            }

            if (_second is null)
            {
                _first.Run(numbers, output);
            }
            else
            {
                _first.Run(numbers, scratch.AsSpan(inputs, middle));
                _second.Run(scratch.AsSpan(inputs, middle), output);
            }

            ArrayPool<T>.Shared.Return(scratch);
            for (int k = 0; k < output.Length; k++)
            {
                T value = _outputScale is null ? output[k] : output[k] * _outputScale[k];
                output[k] = _shift is null ? value : value + _shift[k];
            }
        }

        private static T Round(T value, DType? dtype) =>
            dtype is null ? value : T.CreateTruncating(NumpyPrecision.Round(double.CreateTruncating(value), dtype));

        private static DenseLayer<T> Layer(NDArray weights) =>
            new(weights.ToDoubles(), weights.Shape[1], weights.Shape[0], [], inputMajor: false);

        private static T[]? Numbers(NDArray? array) => array is null ? null : Array.ConvertAll(array.ToDoubles(), T.CreateTruncating);
    }
}
