using System.Numerics;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// The kernel of rows with the rows of a training, as scikit-learn's <c>pairwise_kernels</c> gives it: dot products from left to right,
/// lengths by einsum. Squared distances of float32 rows are made in double precision and rounded.
/// </summary>
/// <typeparam name="T">The precision of both sides.</typeparam>
internal sealed class PairwiseKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly KernelParameters _parameters;
    private readonly double[] _rows;
    private readonly double[] _norms;
    private readonly DenseLayer<T>? _dots;
    private readonly VectorBank? _bank;
    private readonly T _gamma;

    /// <param name="parameters">The kernel.</param>
    /// <param name="rows">The rows of the training, one after the other.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="dimension">How many numbers each has.</param>
    /// <param name="isSparse">True where Python has them in a sparse matrix.</param>
    internal PairwiseKernel(KernelParameters parameters, double[] rows, int count, int dimension, bool isSparse = false)
    {
        (_parameters, _rows, Count, Dimension) = (parameters, rows, count, dimension);
        _gamma = T.CreateTruncating(parameters.Gamma ?? (parameters.Kind == KernelKind.Chi2 ? 1 : 1.0 / dimension));
        _norms = [];
        switch (parameters.Kind)
        {
            case KernelKind.Rbf:
                _bank = new VectorBank(rows, count, dimension);
                _norms = new double[count];
                for (int i = 0; i < count; i++)
                {
                    ReadOnlySpan<double> other = rows.AsSpan(i * dimension, dimension);
                    _norms[i] = isSparse ? RowLength.Sequential(other) : NumpyReductions.SquaredNorm(other);
                }

                break;
            case KernelKind.Laplacian or KernelKind.AdditiveChi2 or KernelKind.Chi2 or KernelKind.Precomputed:
                break;
            default:
                double[] vectors = [.. rows];
                for (int i = 0; i < count && parameters.Kind == KernelKind.Cosine; i++)
                {
                    Normalize(vectors.AsSpan(i * dimension, dimension), isSparse);
                }

                _dots = new DenseLayer<T>(vectors, dimension, count, [], inputMajor: false);
                break;
        }
    }

    internal int Count { get; }

    internal int Dimension { get; }

    /// <summary>True where Python asks for the kernel of the training with the rows, not of the rows with the training: lengths are added
    /// in that order.</summary>
    internal bool IsTrainingFirst { get; init; }

    /// <summary>The kernel of one row with each of the training.</summary>
    /// <param name="row">The row in full.</param>
    /// <param name="output">Room for <see cref="Count"/> numbers.</param>
    /// <param name="isSparse">True where Python has the row in a sparse matrix.</param>
    internal void Run(ReadOnlySpan<double> row, Span<T> output, bool isSparse = false)
    {
        switch (_parameters.Kind)
        {
            case KernelKind.Rbf:
                Distances(row, output, isSparse);
                NumpyFunctions.Exp(output);
                return;
            case KernelKind.Precomputed:
                Convert(row, output);
                return;
            case KernelKind.Laplacian:
                Manhattan(row, output);
                NumpyFunctions.Exp(output);
                return;
            case KernelKind.AdditiveChi2:
                ChiSquares(row, output, T.NegativeOne);
                return;
            case KernelKind.Chi2:
                ChiSquares(row, output, -_gamma);
                NumpyFunctions.Exp(output);
                return;
        }

        const int MaxStack = 256;
        Span<T> numbers = row.Length <= MaxStack ? stackalloc T[row.Length] : new T[row.Length];
        if (_parameters.Kind == KernelKind.Cosine)
        {
            Span<double> normal = row.Length <= MaxStack ? stackalloc double[row.Length] : new double[row.Length];
            row.CopyTo(normal);
            Normalize(normal, isSparse);
            Convert(normal, numbers);
        }
        else
        {
            Convert(row, numbers);
        }

        _dots!.Run(numbers, output);
        if (_parameters.Kind is KernelKind.Linear or KernelKind.Cosine)
        {
            return;
        }

        var shift = T.CreateTruncating(_parameters.Coef0);
        foreach (ref T value in output)
        {
            value = (value * _gamma) + shift;
        }

        if (_parameters.Kind == KernelKind.Sigmoid)
        {
            NumpyFunctions.Tanh(output);
            return;
        }

        foreach (ref T value in output)
        {
            value = Power(value, _parameters.Degree);
        }
    }

    private static void Convert(ReadOnlySpan<double> from, Span<T> to)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = T.CreateTruncating(from[i]);
        }
    }

    /// <summary>numpy's <c>**=</c> by a number.</summary>
    private static T Power(T value, double exponent) => exponent switch
    {
        1 => value,
        2 => value * value,
        0.5 => T.Sqrt(value),
        0 => T.One,
        -1 => T.One / value,
        _ => T.Pow(value, T.CreateTruncating(exponent)),
    };

    /// <summary>scikit-learn's <c>normalize</c>, in the precision of the rows.</summary>
    private static void Normalize(Span<double> row, bool isSparse)
    {
        if (typeof(T) == typeof(double))
        {
            RowLength.Normalize(row, isSparse);
            return;
        }

        const float Tiny = 10 * 1.1920928955078125e-07f;
        float norm = MathF.Sqrt((float)NumpyReductions.SquaredNorm(row, itemSize: 4));
        norm = norm < Tiny ? 1 : norm;
        foreach (ref double value in row)
        {
            value = (float)value / norm;
        }
    }

    /// <summary><c>-gamma</c> times the squared distances.</summary>
    private void Distances(ReadOnlySpan<double> row, Span<T> output, bool isSparse)
    {
        Span<double> dots = stackalloc double[VectorBank.Width];
        double norm = isSparse ? RowLength.Sequential(row) : NumpyReductions.SquaredNorm(row);
        for (int first = 0; first < Count; first += VectorBank.Width)
        {
            _bank!.OneBlock<DotStep>(row, first / VectorBank.Width, dots);
            int width = Math.Min(VectorBank.Width, Count - first);
            for (int j = 0; j < width; j++)
            {
                double other = _norms[first + j];
                var squared = T.CreateTruncating(IsTrainingFirst ? (-2 * dots[j]) + other + norm : (-2 * dots[j]) + norm + other);
                output[first + j] = T.Max(squared, T.Zero) * -_gamma;
            }
        }
    }

    /// <summary>A factor times the sums of (x - y)² / (x + y), which are added in double precision.</summary>
    private void ChiSquares(ReadOnlySpan<double> row, Span<T> output, T factor)
    {
        for (int i = 0; i < Count; i++)
        {
            double sum = 0;
            ReadOnlySpan<double> other = _rows.AsSpan(i * Dimension, Dimension);
            for (int k = 0; k < other.Length; k++)
            {
                T x = T.CreateTruncating(row[k]), y = T.CreateTruncating(other[k]);
                double difference = double.CreateTruncating(x - y), total = double.CreateTruncating(x + y);
                sum += total != 0 ? difference * difference / total : 0;
            }

            output[i] = T.CreateTruncating(sum) * factor;
        }
    }

    /// <summary><c>-gamma</c> times the sums of absolute differences, which scipy makes in double precision.</summary>
    private void Manhattan(ReadOnlySpan<double> row, Span<T> output)
    {
        for (int i = 0; i < Count; i++)
        {
            double sum = 0;
            ReadOnlySpan<double> other = _rows.AsSpan(i * Dimension, Dimension);
            for (int k = 0; k < other.Length; k++)
            {
                sum += Math.Abs(row[k] - other[k]);
            }

            output[i] = -_gamma * T.CreateTruncating(sum);
        }
    }
}
