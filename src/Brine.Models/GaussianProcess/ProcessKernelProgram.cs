using System.Buffers;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// The kernel of rows with the rows of a training, and with themselves. Kernels made of others are laid out in postfix order, so that
/// nothing recurses; distances are added from left to right, as scipy's <c>cdist</c> adds them.
/// </summary>
internal sealed class ProcessKernelProgram
{
    private readonly List<Leaf> _steps = [];
    private readonly int _depth;

    /// <param name="kernel">The kernel.</param>
    /// <param name="rows">The rows of the training, one after the other.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="dimension">How many numbers each has.</param>
    /// <param name="dtype">Their dtype.</param>
    /// <param name="roundsSingle">True for numpy before 2, which computes float32 rows with any one number in single precision.</param>
    /// <param name="isTrainingFirst">True where Python asks for the kernel of the training with the rows.</param>
    internal ProcessKernelProgram(ProcessKernel kernel, double[] rows, int count, int dimension, DType dtype, bool roundsSingle,
        bool isTrainingFirst)
    {
        (Count, Dimension) = (count, dimension);
        var open = new Stack<(ProcessKernel Kernel, bool IsDone)>([(kernel, false)]);
        int held = 0;
        while (open.TryPop(out (ProcessKernel Kernel, bool IsDone) at))
        {
            if (at.Kernel.First is not null && !at.IsDone)
            {
                open.Push((at.Kernel, true));
                if (at.Kernel.Second is { } second)
                {
                    open.Push((second, false));
                }

                open.Push((at.Kernel.First, false));
                continue;
            }

            held += at.Kernel.First is null ? 1 : at.Kernel.Second is null ? 0 : -1;
            _depth = Math.Max(_depth, held);
            _steps.Add(new Leaf(at.Kernel, rows, count, dimension, dtype, roundsSingle, isTrainingFirst));
        }
    }

    internal int Count { get; }

    internal int Dimension { get; }

    /// <summary>The kernel of a row with each row of the training.</summary>
    /// <param name="row">The row.</param>
    /// <param name="dtype">The dtype of the rows.</param>
    /// <param name="output">Room for <see cref="Count"/> numbers.</param>
    internal void Run(ReadOnlySpan<double> row, DType dtype, Span<double> output)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(checked((_depth * Count) + Dimension));
        Span<double> room = rented.AsSpan(_depth * Count, Dimension);
        int held = 0;
        foreach (Leaf step in _steps)
        {
            if (step.Kernel.First is null)
            {
                step.Run(row, dtype, room, rented.AsSpan(held++ * Count, Count));
                continue;
            }

            held -= step.Kernel.Second is null ? 0 : 1;
            Combine(step.Kernel, rented.AsSpan((held - 1) * Count, Count),
                step.Kernel.Second is null ? default : rented.AsSpan(held * Count, Count));
        }

        rented.AsSpan(0, Count).CopyTo(output);
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>The kernel of a row with itself (<c>kernel_.diag</c>).</summary>
    internal double Diagonal(ReadOnlySpan<double> row, DType dtype)
    {
        Span<double> values = stackalloc double[_depth];
        int held = 0;
        foreach (Leaf step in _steps)
        {
            if (step.Kernel.First is null)
            {
                values[held++] = step.Diagonal(row, dtype);
                continue;
            }

            held -= step.Kernel.Second is null ? 0 : 1;
            Combine(step.Kernel, values.Slice(held - 1, 1), step.Kernel.Second is null ? default : values.Slice(held, 1));
        }

        return values[0];
    }

    private static void Combine(ProcessKernel kernel, Span<double> first, ReadOnlySpan<double> second)
    {
        for (int i = 0; i < first.Length; i++)
        {
            first[i] = kernel.Kind switch
            {
                ProcessKernelKind.Sum => first[i] + second[i],
                ProcessKernelKind.Product => first[i] * second[i],
                _ => Power(first[i], kernel.Parameter),
            };
        }
    }

    /// <summary>numpy's <c>**</c> of an array by a number.</summary>
    private static double Power(double value, double exponent) => exponent switch
    {
        1 => value,
        2 => value * value,
        0.5 => Math.Sqrt(value),
        0 => 1,
        -1 => 1 / value,
        _ => Math.Pow(value, exponent),
    };

    /// <summary>One kernel of those that are made of no others, with its rows scaled; or how two are put together.</summary>
    private sealed class Leaf
    {
        private readonly double[] _rows;
        private readonly double[] _scales;
        private readonly DType _dtype;
        private readonly bool _rounds;
        private readonly bool _roundsSums;
        private readonly PairwiseKernel<double>? _pairwise;
        private readonly int _count;
        private readonly int _dimension;

        internal Leaf(ProcessKernel kernel, double[] rows, int count, int dimension, DType dtype, bool roundsSingle, bool isTrainingFirst)
        {
            (Kernel, _rows, _count, _dimension, _dtype) = (kernel, rows, count, dimension, dtype);
            _scales = kernel.Kind is ProcessKernelKind.Rbf or ProcessKernelKind.Matern ? [.. kernel.LengthScales] : [];
            (_rounds, _roundsSums) = (roundsSingle && _scales.Length == 1, roundsSingle);
            if (_scales.Length > 0)
            {
                _rows = [.. rows];
                for (int i = 0; i < count; i++)
                {
                    Scale(_rows.AsSpan(i * dimension, dimension), dtype.IsSingle());
                }
            }

            _pairwise = kernel.Pairwise is { } pairwise
                ? new PairwiseKernel<double>(pairwise, rows, count, dimension) { IsTrainingFirst = isTrainingFirst } : null;
        }

        internal ProcessKernel Kernel { get; }

        internal void Run(ReadOnlySpan<double> row, DType dtype, Span<double> room, Span<double> output)
        {
            switch (Kernel.Kind)
            {
                case ProcessKernelKind.Constant:
                    output.Fill(Kernel.Parameter);
                    return;
                case ProcessKernelKind.White:
                    output.Clear();
                    return;
                case ProcessKernelKind.Pairwise:
                    _pairwise!.Run(row, output);
                    return;
                case ProcessKernelKind.DotProduct:
                    bool isSingle = dtype.IsSingle() && _dtype.IsSingle();
                    DType? whole = dtype.Kind == 'f' || _dtype.Kind == 'f' ? null : ColumnNumbers.CommonType([dtype, _dtype]);
                    for (int i = 0; i < output.Length; i++)
                    {
                        ReadOnlySpan<double> other = _rows.AsSpan(i * _dimension, _dimension);
                        output[i] = WithConstant(whole is null or { Kind: 'f' } ? Dot(row, other, isSingle)
                            : WholeNumbers.Dot(row, other, whole), isSingle);
                    }

                    return;
            }

            row.CopyTo(room);
            if (_scales.Length > 0)
            {
                Scale(room, dtype.IsSingle());
            }

            for (int i = 0; i < output.Length; i++)
            {
                output[i] = OfSquare(SquaredDistance(room, _rows.AsSpan(i * _dimension, _dimension)));
            }

            if (Kernel.Kind != ProcessKernelKind.RationalQuadratic)
            {
                Finish(output);
            }
        }

        internal double Diagonal(ReadOnlySpan<double> row, DType dtype)
        {
            switch (Kernel.Kind)
            {
                case ProcessKernelKind.Constant or ProcessKernelKind.White:
                    return Kernel.Parameter;
                case ProcessKernelKind.DotProduct:
                    return WithConstant(
                        dtype.Kind == 'f' ? NumpyReductions.SquaredNorm(row, dtype.IsSingle() ? sizeof(float) : sizeof(double))
                            : WholeNumbers.SquaredNorm(row, dtype), dtype.IsSingle());
                case ProcessKernelKind.Pairwise:
                    double own = 0;
                    new PairwiseKernel<double>(Kernel.Pairwise!, row.ToArray(), 1, row.Length).Run(row, new Span<double>(ref own));
                    return own;
                default:
                    return 1;
            }
        }

        /// <summary>The sum of a product of rows and <c>sigma_0 ** 2</c>.</summary>
        private double WithConstant(double product, bool isSingle)
        {
            double constant = Kernel.Parameter * Kernel.Parameter;
            return isSingle && _roundsSums ? (float)product + (float)constant : product + constant;
        }

        private void Scale(Span<double> row, bool isSingle)
        {
            for (int k = 0; k < row.Length; k++)
            {
                double scale = _scales[_scales.Length == 1 ? 0 : k];
                row[k] = _rounds && isSingle ? (float)row[k] / (float)scale : row[k] / scale;
            }
        }

        private static double SquaredDistance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
        {
            double sum = 0;
            for (int k = 0; k < x.Length; k++)
            {
                double difference = x[k] - y[k];
                sum += difference * difference;
            }

            return sum;
        }

        private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y, bool isSingle)
        {
            double sum = 0;
            float single = 0;
            for (int k = 0; k < x.Length; k++)
            {
                sum += x[k] * y[k];
                single += (float)x[k] * (float)y[k];
            }

            return isSingle ? single : sum;
        }

        /// <summary>What is done before exp is taken of all: for Matern kernels the distance, scaled.</summary>
        private double OfSquare(double square)
        {
            switch (Kernel.Kind)
            {
                case ProcessKernelKind.Rbf:
                    return -0.5 * square;
                case ProcessKernelKind.RationalQuadratic:
                    double length = Kernel.LengthScales[0];
                    return Power(1 + (square / (2 * Kernel.Parameter * (length * length))), -Kernel.Parameter);
                case ProcessKernelKind.ExpSineSquared:
                    double sine = Math.Sin(Math.PI / Kernel.Parameter * Math.Sqrt(square)) / Kernel.LengthScales[0];
                    return -2 * (sine * sine);
                default:
                    double distance = Math.Sqrt(square);
                    return Kernel.Parameter switch
                    {
                        1.5 => distance * Math.Sqrt(3),
                        2.5 => distance * Math.Sqrt(5),
                        0.5 => -distance,
                        _ => -(distance * distance) / 2.0,
                    };
            }
        }

        private void Finish(Span<double> values)
        {
            if (Kernel.Kind != ProcessKernelKind.Matern || Kernel.Parameter is not (1.5 or 2.5))
            {
                Exponential.Apply(values);
                return;
            }

            bool hasSquare = Kernel.Parameter == 2.5;
            foreach (ref double value in values)
            {
                double polynomial = hasSquare ? 1.0 + value + (value * value / 3.0) : 1.0 + value;
                value = polynomial * Exponential.Of(-value);
            }
        }
    }
}
