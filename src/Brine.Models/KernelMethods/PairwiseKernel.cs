using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// The kernel of a row and all rows of the training, in the order of <c>sklearn.metrics.pairwise</c>: products are added from the first
/// column on, norms as numpy's <c>einsum</c> adds them.
/// </summary>
internal sealed class PairwiseKernel
{
    private readonly KernelForm _form;
    private readonly double[] _rows;

    // Rows of float32 have another length in float32 than in float64.
    private readonly double[] _singleRows;
    private readonly double[] _norms;

    internal PairwiseKernel(KernelForm form)
    {
        _form = form;
        Count = form.Rows.Shape[0];
        Width = form.Rows.Shape[1];
        IsSingle = form.Rows.DType.IsSingle();
        _rows = [.. form.Rows.ToDoubles()];
        _singleRows = IsSingle && form.Kernel == PairwiseKernelKind.Cosine ? [.. _rows] : _rows;
        for (int i = 0; form.Kernel == PairwiseKernelKind.Cosine && i < Count; i++)
        {
            if (IsSingle)
            {
                Normalize(_singleRows.AsSpan(i * Width, Width), isSingle: true);
            }

            Normalize(_rows.AsSpan(i * Width, Width), isSingle: false);
        }

        _norms = form.Kernel == PairwiseKernelKind.Rbf ? [.. Enumerable.Range(0, Count).Select(i => Norm(Row(i), form.RowsWereSparse))]
            : [];
    }

    internal int Count { get; }

    internal int Width { get; }

    /// <summary>True where the rows of the training are float32, and data in float32 is computed in it.</summary>
    internal bool IsSingle { get; }

    /// <summary>Computes the kernel with each row of the training.</summary>
    /// <param name="x">The row.</param>
    /// <param name="output">Room for <see cref="Count"/> numbers.</param>
    /// <param name="isSingle">True to compute in single precision.</param>
    /// <param name="isSparse">True where the row is of a sparse matrix, whose norms are added from the first on.</param>
    internal void Run(ReadOnlySpan<double> x, Span<double> output, bool isSingle, bool isSparse)
    {
        switch (_form.Kernel)
        {
            case PairwiseKernelKind.Precomputed:
                x.CopyTo(output);
                return;
            case PairwiseKernelKind.Rbf:
                RunRbf(x, output, isSingle, isSparse);
                return;
            case PairwiseKernelKind.Cosine:
                RunCosine(x, output, isSingle);
                return;
        }

        for (int i = 0; i < output.Length; i++)
        {
            output[i] = _form.Kernel switch
            {
                PairwiseKernelKind.Laplacian => Round(-_form.Gamma, isSingle) * Round(SumOfDifferences(x, Row(i)), isSingle),
                PairwiseKernelKind.AdditiveChi2 => -ChiSquare(x, Row(i)),
                PairwiseKernelKind.Chi2 => Round(Round(-ChiSquare(x, Row(i)), isSingle) * Round(_form.Gamma, isSingle), isSingle),
                PairwiseKernelKind.Linear => Dot(x, Row(i), isSingle),
                _ =>
                    Round(Round(Dot(x, Row(i), isSingle) * Round(_form.Gamma, isSingle), isSingle) + Round(_form.Coef0, isSingle), isSingle)
                    ,
            };
            output[i] = Round(output[i], isSingle);
        }

        Finish(output, isSingle);
    }

    private void Finish(Span<double> output, bool isSingle)
    {
        switch (_form.Kernel)
        {
            case PairwiseKernelKind.Laplacian or PairwiseKernelKind.Chi2:
                Exponentials(output, isSingle);
                break;
            case PairwiseKernelKind.Sigmoid when isSingle:
                foreach (ref double value in output)
                {
                    value = HyperbolicTangent.Of((float)value);
                }

                break;
            case PairwiseKernelKind.Sigmoid:
                NumpyFunctions.Tanh(output);
                break;
            case PairwiseKernelKind.Polynomial:
                foreach (ref double value in output)
                {
                    value = Round(Power(value), isSingle);
                }

                break;
        }
    }

    private void RunRbf(ReadOnlySpan<double> x, Span<double> output, bool isSingle, bool isSparse)
    {
        // Distances of float32 are computed in float64.
        double norm = Norm(x, isSparse);
        for (int i = 0; i < output.Length; i++)
        {
            double distance = (-2 * Dot(x, Row(i), isSingle: false)) + norm + _norms[i];
            output[i] = Round(Round(Math.Max(Round(distance, isSingle), 0), isSingle) * Round(-_form.Gamma, isSingle), isSingle);
        }

        Exponentials(output, isSingle);
    }

    private void RunCosine(ReadOnlySpan<double> x, Span<double> output, bool isSingle)
    {
        double[] rented = System.Buffers.ArrayPool<double>.Shared.Rent(x.Length);
        Span<double> row = rented.AsSpan(0, x.Length);
        x.CopyTo(row);
        Normalize(row, isSingle);
        for (int i = 0; i < output.Length; i++)
        {
            output[i] = Dot(row, (isSingle ? _singleRows : _rows).AsSpan(i * Width, Width), isSingle);
        }

        System.Buffers.ArrayPool<double>.Shared.Return(rented);
    }

    private ReadOnlySpan<double> Row(int i) => _rows.AsSpan(i * Width, Width);

    private double Power(double x) =>
        _form.Degree switch { 1 => x, 2 => x * x, 0.5 => Math.Sqrt(x), -1 => 1 / x, 0 => 1, _ => Math.Pow(x, _form.Degree) };

    private static void Normalize(Span<double> row, bool isSingle)
    {
        double norm = Round(Math.Sqrt(NumpyReductions.SquaredNorm(row, isSingle ? sizeof(float) : sizeof(double))), isSingle);
        norm = norm == 0 ? 1 : norm;
        foreach (ref double value in row)
        {
            value = Round(value / norm, isSingle);
        }
    }

    private static double Norm(ReadOnlySpan<double> row, bool isSparse)
    {
        if (!isSparse)
        {
            return NumpyReductions.SquaredNorm(row);
        }

        double sum = 0;
        foreach (double value in row)
        {
            sum += value * value;
        }

        return sum;
    }

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y, bool isSingle)
    {
        y = y[..x.Length];
        double sum = 0;
        if (isSingle)
        {
            for (int i = 0; i < x.Length; i++)
            {
                sum = (float)(sum + (float)(x[i] * y[i]));
            }

            return sum;
        }

        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }

    private static double SumOfDifferences(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Math.Abs(x[i] - y[i]);
        }

        return sum;
    }

    private static double ChiSquare(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double difference = x[i] - y[i], total = x[i] + y[i];
            sum += total != 0 ? difference * difference / total : 0;
        }

        return sum;
    }

    private static void Exponentials(Span<double> values, bool isSingle)
    {
        if (!isSingle)
        {
            NumpyFunctions.Exp(values);
            return;
        }

        foreach (ref double value in values)
        {
            value = NumpySingle.Exp((float)value);
        }
    }

    private static double Round(double value, bool isSingle) => isSingle ? (float)value : value;
}
