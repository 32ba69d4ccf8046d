using System.Buffers;
using System.Runtime.CompilerServices;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// The trained machine that libsvm left in the attributes: support vectors, their coefficients, a kernel. It gives libsvm's decision
/// values (<c>svm_predict_values</c>): one for a regressor or outlier detector, one for each pair of classes for a classifier.
/// </summary>
internal sealed class SvmMachine
{
    private readonly SvmKernelFunction _function;
    private readonly DenseSupportVectors? _dense;
    private readonly SparseSupportVectors? _sparse;
    private readonly int[] _support;
    private readonly double[] _coefficients;
    private readonly double[] _intercepts;
    private readonly int[] _starts;
    private readonly int _count;
    private readonly int _valueCount;

    internal SvmMachine(SupportVectorForm form)
    {
        ClassCount = form.Classes?.Count ?? 0;
        InputCount = form.FeatureCount;
        DecisionCount = form.Intercepts.Count;
        _count = form.Coefficients.Shape[1];
        _function = new SvmKernelFunction(form);
        _support = form.SupportColumns is { } columns ? [.. columns] : [];
        _sparse = form.SparseVectors is { } sparse ? new SparseSupportVectors(sparse) : null;
        _dense = form.Vectors is { } vectors ? new DenseSupportVectors(vectors.ToDoubles(), _count, InputCount) : null;
        _valueCount = Math.Max(_count, _dense?.PaddedCount ?? 0);
        _starts = new int[ClassCount + 1];
        for (int k = 0; k < ClassCount; k++)
        {
            _starts[k + 1] = _starts[k] + form.VectorCounts[k];
        }

        _coefficients = form.Coefficients.ToDoubles();
        _intercepts = [.. form.Intercepts];
    }

    internal int ClassCount { get; }

    internal int InputCount { get; }

    /// <summary>How many decision values a row has.</summary>
    internal int DecisionCount { get; }

    /// <summary>True where rows of numbers can be asked one by one.</summary>
    internal bool IsDense => _sparse is null;

    /// <summary>The decision values of one row of a dense machine.</summary>
    internal void Decide(ReadOnlySpan<double> row, Span<double> decisions)
    {
        double[] values = ArrayPool<double>.Shared.Rent(_valueCount);
        KernelValues(row, values);
        Combine(values, decisions);
        ArrayPool<double>.Shared.Return(values);
    }

    /// <summary>The decision values of all rows.</summary>
    internal double[] Decide(Features x)
    {
        var decisions = new double[x.RowCount * DecisionCount];
        if (_sparse is not null)
        {
            DecideSparse(x is SparseMatrix { Csr: var csr } ? SparseSupportVectors.SortRows(csr) : ToSparse(x.ToMatrix()), decisions);
            return decisions;
        }

        Matrix matrix = x.ToMatrix();
        int row = 0;
        if (_function.Kind != SvmKernelKind.Precomputed)
        {
            row = DecideFours(matrix, decisions);
        }

        for (; row < matrix.RowCount; row++)
        {
            Decide(matrix.Row(row), decisions.AsSpan(row * DecisionCount, DecisionCount));
        }

        return decisions;
    }

    /// <summary>Four rows at a time share each pass over the support vectors.</summary>
    private int DecideFours(Matrix matrix, double[] decisions)
    {
        const int Group = DenseSupportVectors.RowGroup;
        int stride = _dense!.PaddedCount, row = 0;
        double[] values = ArrayPool<double>.Shared.Rent(checked(Group * stride));
        for (; row + Group <= matrix.RowCount; row += Group)
        {
            _dense.RunFour(matrix.Values.AsSpan(row * InputCount, Group * InputCount), values, _function.IsOfDistances);
            _function.Apply(values.AsSpan(0, Group * stride));
            CombineFour(values, stride, decisions.AsSpan(row * DecisionCount, Group * DecisionCount));
        }

        ArrayPool<double>.Shared.Return(values);
        return row;
    }

    private void DecideSparse(CsrMatrix csr, double[] decisions)
    {
        var values = new double[_valueCount];
        for (int row = 0; row < csr.RowCount; row++)
        {
            int start = csr.Starts[row], count = csr.Starts[row + 1] - start;
            _sparse!.Run(csr.Columns.AsSpan(start, count), csr.Data.AsSpan(start, count), values, _function.IsOfDistances);
            _function.Apply(values);
            Combine(values, decisions.AsSpan(row * DecisionCount, DecisionCount));
        }
    }

    private void KernelValues(ReadOnlySpan<double> row, Span<double> values)
    {
        if (_function.Kind == SvmKernelKind.Precomputed)
        {
            for (int i = 0; i < _support.Length; i++)
            {
                values[i] = row[_support[i]];
            }

            return;
        }

        _dense!.Run(row, values, _function.IsOfDistances);
        _function.Apply(values[.._dense.PaddedCount]);
    }

    /// <summary>The weighted sums of <c>svm_predict_values</c>: for each pair, the vectors of one class, then of the other.</summary>
    private void Combine(ReadOnlySpan<double> values, Span<double> decisions)
    {
        if (ClassCount == 0)
        {
            decisions[0] = Sum(_coefficients, values[.._count], 0) + _intercepts[0];
            return;
        }

        for (int i = 0, pair = 0; i < ClassCount; i++)
        {
            for (int j = i + 1; j < ClassCount; j++, pair++)
            {
                int first = _starts[i], second = _starts[j];
                double sum = Sum(_coefficients.AsSpan(((j - 1) * _count) + first), values[first.._starts[i + 1]], 0);
                sum = Sum(_coefficients.AsSpan((i * _count) + second), values[second.._starts[j + 1]], sum);
                decisions[pair] = sum + _intercepts[pair];
            }
        }
    }

    private void CombineFour(ReadOnlySpan<double> values, int stride, Span<double> decisions)
    {
        if (ClassCount == 0)
        {
            (double A, double B, double C, double D) sums = default;
            SumFour(_coefficients, values, stride, _count, ref sums);
            decisions[0] = sums.A + _intercepts[0];
            decisions[1] = sums.B + _intercepts[0];
            decisions[2] = sums.C + _intercepts[0];
            decisions[3] = sums.D + _intercepts[0];
            return;
        }

        for (int i = 0, pair = 0; i < ClassCount; i++)
        {
            for (int j = i + 1; j < ClassCount; j++, pair++)
            {
                (double A, double B, double C, double D) sums = default;
                int first = _starts[i], second = _starts[j];
                SumFour(_coefficients.AsSpan(((j - 1) * _count) + first), values[first..], stride, _starts[i + 1] - first, ref sums);
                SumFour(_coefficients.AsSpan((i * _count) + second), values[second..], stride, _starts[j + 1] - second, ref sums);
                decisions[pair] = sums.A + _intercepts[pair];
                decisions[DecisionCount + pair] = sums.B + _intercepts[pair];
                decisions[(2 * DecisionCount) + pair] = sums.C + _intercepts[pair];
                decisions[(3 * DecisionCount) + pair] = sums.D + _intercepts[pair];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Sum(ReadOnlySpan<double> coefficients, ReadOnlySpan<double> values, double sum)
    {
        coefficients = coefficients[..values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            sum += coefficients[i] * values[i];
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumFour(ReadOnlySpan<double> coefficients, ReadOnlySpan<double> values, int stride, int count,
        ref (double A, double B, double C, double D) sums)
    {
        if (count == 0)
        {
            return;
        }

        coefficients = coefficients[..count];
        ReadOnlySpan<double> a = values[..count], b = values.Slice(stride, count), c = values.Slice(2 * stride, count),
            d = values.Slice(3 * stride, count);
        (double sumA, double sumB, double sumC, double sumD) = sums;
        for (int i = 0; i < coefficients.Length; i++)
        {
            double coefficient = coefficients[i];
            sumA += coefficient * a[i];
            sumB += coefficient * b[i];
            sumC += coefficient * c[i];
            sumD += coefficient * d[i];
        }

        sums = (sumA, sumB, sumC, sumD);
    }

    private static CsrMatrix ToSparse(Matrix matrix)
    {
        var starts = new int[matrix.RowCount + 1];
        var columns = new List<int>();
        var data = new List<double>();
        for (int row = 0; row < matrix.RowCount; row++)
        {
            ReadOnlySpan<double> numbers = matrix.Row(row);
            for (int i = 0; i < numbers.Length; i++)
            {
                if (numbers[i] != 0)
                {
                    columns.Add(i);
                    data.Add(numbers[i]);
                }
            }

            starts[row + 1] = columns.Count;
        }

        return new CsrMatrix(matrix.RowCount, matrix.ColumnCount, starts, [.. columns], [.. data]);
    }
}
