using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// <c>X @ W + b</c>: each output adds its products from left to right, then the intercept, as the reference BLAS under scikit-learn's
/// <c>safe_sparse_dot</c> does. Outputs are computed side by side, so the order inside each stays what it is.
/// </summary>
internal sealed class LinearMap
{
    private const int Lanes = 4;

    private readonly double[] _weights;
    private readonly double[] _intercepts;
    private readonly int _padded;

    /// <param name="weights">Row by row, a row for each input: numpy's <c>coef_.T</c>, or <c>coefs_[layer]</c>.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="intercepts">One for each output.</param>
    /// <param name="isSingle">True when Python holds the weights in single precision.</param>
    internal LinearMap(ReadOnlySpan<double> weights, int inputs, double[] intercepts, bool isSingle)
    {
        Inputs = inputs;
        IsSingle = isSingle;
        _intercepts = intercepts;
        _padded = (intercepts.Length + Lanes - 1) / Lanes * Lanes;
        if (intercepts.Length == 1)
        {
            _padded = 1;
        }

        _weights = new double[inputs * _padded];
        for (int i = 0; i < inputs; i++)
        {
            weights.Slice(i * Outputs, Outputs).CopyTo(_weights.AsSpan(i * _padded));
        }
    }

    internal int Inputs { get; }

    internal int Outputs => _intercepts.Length;

    /// <summary>True when Python holds the weights in single precision: with single inputs it then computes in it.</summary>
    internal bool IsSingle { get; }

    /// <summary>Makes a map of scikit-learn's <c>coef_</c>, a row for each output or one vector, and <c>intercept_</c>.</summary>
    internal static LinearMap FromCoefficients(EstimatorReader reader, string name = "coef_", string interceptName = "intercept_")
    {
        NDArray? array = reader.TryArray(name, out NDArray? dense) ? dense : Sparse(reader, name);
        if (array is null || array.Rank is 0 or > 2)
        {
            throw reader.Missing(name);
        }

        int outputs = array.Rank == 1 ? 1 : array.Shape[0], inputs = array.Shape[^1];
        double[] coefficients = array.ToDoubles();
        var weights = new double[coefficients.Length];
        for (int k = 0; k < outputs; k++)
        {
            for (int i = 0; i < inputs; i++)
            {
                weights[(i * outputs) + k] = coefficients[(k * inputs) + i];
            }
        }

        double[] intercepts = reader.TryArray(interceptName, out NDArray? intercept) && intercept!.Length > 1
            ? intercept.ToDoubles()
            : [.. Enumerable.Repeat(reader.Double(interceptName, 0), outputs)];
        return intercepts.Length == outputs
            ? new LinearMap(weights, inputs, intercepts, IsSingleType(array.DType))
            : throw new Pickling.PickleFormatException("FormatModel", $"{reader.ClassName} at {reader.Path} has {outputs} rows of coefficients and {intercepts.Length} intercepts; the file is corrupt");
    }

    internal static bool IsSingleType(DType dtype) => dtype.Kind == 'f' && dtype.ItemSize == 4;

    /// <summary>Computes one row in double precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Run(ReadOnlySpan<double> row, Span<double> output)
    {
        if (_padded == 1)
        {
            double sum = 0;
            ref double weight = ref MemoryMarshal.GetArrayDataReference(_weights);
            for (int i = 0; i < row.Length; i++)
            {
                sum += row[i] * Unsafe.Add(ref weight, i);
            }

            output[0] = sum + _intercepts[0];
            return;
        }

        int at = 0;
        for (; at + (4 * Lanes) <= _padded; at += 4 * Lanes)
        {
            Vector256<double> a = default, b = default, c = default, d = default;
            ReadOnlySpan<double> weights = _weights.AsSpan(at);
            foreach (double value in row)
            {
                Vector256<double> x = Vector256.Create(value);
                a += x * Vector256.Create(weights);
                b += x * Vector256.Create(weights[Lanes..]);
                c += x * Vector256.Create(weights[(2 * Lanes)..]);
                d += x * Vector256.Create(weights[(3 * Lanes)..]);
                weights = weights.Length > _padded ? weights[_padded..] : default;
            }

            Store(a, at, output);
            Store(b, at + Lanes, output);
            Store(c, at + (2 * Lanes), output);
            Store(d, at + (3 * Lanes), output);
        }

        for (; at < _padded; at += Lanes)
        {
            Vector256<double> sum = default;
            ReadOnlySpan<double> weights = _weights.AsSpan(at);
            foreach (double value in row)
            {
                sum += Vector256.Create(value) * Vector256.Create(weights);
                weights = weights.Length > _padded ? weights[_padded..] : default;
            }

            Store(sum, at, output);
        }
    }

    /// <summary>Computes one row in single precision: products and sums are rounded to it one by one.</summary>
    internal void RunSingle(ReadOnlySpan<double> row, Span<double> output)
    {
        for (int k = 0; k < Outputs; k++)
        {
            float sum = 0;
            for (int i = 0; i < row.Length; i++)
            {
                sum += (float)row[i] * (float)_weights[(i * _padded) + k];
            }

            output[k] = sum + (float)_intercepts[k];
        }
    }

    /// <summary>Computes all rows; sparse ones by their stored values alone.</summary>
    internal Decisions RunAll(Features x)
    {
        if (x is SparseMatrix sparse)
        {
            return RunSparse(sparse.Csr);
        }

        Matrix matrix = x.ToMatrix();
        if (matrix.ColumnCount != Inputs)
        {
            throw new ModelInputException("InputFeatures", $"the data has {matrix.ColumnCount} columns and the model takes {Inputs}");
        }

        var values = new double[matrix.RowCount * Outputs];
        bool isSingle = IsSingle && matrix.IsSingle;
        if (!isSingle && Outputs is > 1 and <= Lanes)
        {
            RunFourRows(matrix, values);
        }
        else
        {
            for (int row = 0; row < matrix.RowCount; row++)
            {
                Span<double> output = values.AsSpan(row * Outputs, Outputs);
                if (isSingle)
                {
                    RunSingle(matrix.Row(row), output);
                }
                else
                {
                    Run(matrix.Row(row), output);
                }
            }
        }

        return new Decisions(values, Outputs, isSingle);
    }

    /// <summary>Four rows at a time: their sums do not wait for each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunFourRows(Matrix matrix, double[] values)
    {
        int row = 0;
        for (; row + 4 <= matrix.RowCount; row += 4)
        {
            ref double first = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(matrix.Values), row * Inputs);
            ref double second = ref Unsafe.Add(ref first, Inputs), third = ref Unsafe.Add(ref second, Inputs), fourth = ref Unsafe.Add(ref third, Inputs);
            Vector256<double> a = default, b = default, c = default, d = default;
            ReadOnlySpan<Vector256<double>> weights = MemoryMarshal.Cast<double, Vector256<double>>(_weights);
            for (int i = 0; i < weights.Length; i++)
            {
                Vector256<double> weight = weights[i];
                a += Vector256.Create(Unsafe.Add(ref first, i)) * weight;
                b += Vector256.Create(Unsafe.Add(ref second, i)) * weight;
                c += Vector256.Create(Unsafe.Add(ref third, i)) * weight;
                d += Vector256.Create(Unsafe.Add(ref fourth, i)) * weight;
            }

            Span<double> output = values.AsSpan(row * Outputs, 4 * Outputs);
            Store(a, 0, output);
            Store(b, 0, output[Outputs..]);
            Store(c, 0, output[(2 * Outputs)..]);
            Store(d, 0, output[(3 * Outputs)..]);
        }

        for (; row < matrix.RowCount; row++)
        {
            Run(matrix.Row(row), values.AsSpan(row * Outputs, Outputs));
        }
    }

    private Decisions RunSparse(CsrMatrix csr)
    {
        var values = new double[csr.RowCount * Outputs];
        bool isSingle = IsSingle && IsSingleType(csr.DType);
        for (int row = 0; row < csr.RowCount; row++)
        {
            Span<double> output = values.AsSpan(row * Outputs, Outputs);
            for (int i = csr.Starts[row]; i < csr.Starts[row + 1]; i++)
            {
                double value = csr.Data[i];
                ReadOnlySpan<double> weights = _weights.AsSpan(csr.Columns[i] * _padded, Outputs);
                for (int k = 0; k < output.Length; k++)
                {
                    output[k] = isSingle ? (float)output[k] + ((float)value * (float)weights[k]) : output[k] + (value * weights[k]);
                }
            }

            for (int k = 0; k < output.Length; k++)
            {
                output[k] = isSingle ? (float)output[k] + (float)_intercepts[k] : output[k] + _intercepts[k];
            }
        }

        return new Decisions(values, Outputs, isSingle);
    }

    private void Store(Vector256<double> sums, int at, Span<double> output)
    {
        for (int lane = 0; lane < Lanes && at + lane < Outputs; lane++)
        {
            output[at + lane] = sums[lane] + _intercepts[at + lane];
        }
    }

    /// <summary><c>sparsify()</c> stores the coefficients as a sparse matrix.</summary>
    private static NDArray? Sparse(EstimatorReader reader, string name) =>
        CsrMatrix.From(reader.ValueOrNone(name)) is { } csr ? NDArray.Of(csr.ToDense(), csr.RowCount, csr.ColumnCount) : null;
}
