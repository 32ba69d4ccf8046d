using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Brine.Models;

/// <summary>
/// <c>x @ W + b</c> with every sum in the order of the features, as the reference BLAS (<c>dgemm</c>, <c>dgemv</c>) adds: products from
/// left to right, no fused multiply-add, then the intercept. Vectors run across outputs or rows, never along a sum, so that the bits do
/// not depend on the width of the machine's registers. The methods are optimized at once: with profiles, the runtime would take the path
/// for single rows as cold after a batch, and leave its arithmetic as calls.
/// </summary>
/// <typeparam name="T">double or float.</typeparam>
internal sealed class DenseLayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] _weights;
    private readonly T[]? _intercepts;
    private readonly int _stride;

    /// <param name="weights">One weight for each input and output, see <paramref name="inputMajor"/>.</param>
    /// <param name="inputCount">The number of inputs.</param>
    /// <param name="outputCount">The number of outputs.</param>
    /// <param name="intercepts">One for each output, or null for none.</param>
    /// <param name="inputMajor">True when all outputs of an input lie together (<c>coefs_</c> of a network), false for the other way
    /// (<c>coef_</c>).</param>
    internal DenseLayer(ReadOnlySpan<double> weights, int inputCount, int outputCount, ReadOnlySpan<double> intercepts, bool inputMajor)
    {
        InputCount = inputCount;
        OutputCount = outputCount;
        int lanes = Vector256<T>.Count;
        _stride = outputCount == 1 ? 1 : checked((outputCount + lanes - 1) / lanes * lanes);
        _weights = new T[checked(inputCount * _stride)];
        for (int i = 0; i < inputCount; i++)
        {
            for (int k = 0; k < outputCount; k++)
            {
                _weights[(i * _stride) + k] = T.CreateTruncating(inputMajor ? weights[(i * outputCount) + k]
                    : weights[(k * inputCount) + i]);
            }
        }

        if (!intercepts.IsEmpty)
        {
            _intercepts = new T[outputCount];
            for (int k = 0; k < outputCount; k++)
            {
                _intercepts[k] = T.CreateTruncating(intercepts[k]);
            }
        }
    }

    internal int InputCount { get; }

    internal int OutputCount { get; }

    /// <summary>One row.</summary>
    internal void Run(ReadOnlySpan<T> row, Span<T> output) => RunRows(row, 1, output);

    /// <summary>Several rows that lie one after the other.</summary>
    /// <param name="rows"><paramref name="count"/> times <see cref="InputCount"/> numbers.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="outputs">Room for <paramref name="count"/> times <see cref="OutputCount"/> numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void RunRows(ReadOnlySpan<T> rows, int count, Span<T> outputs)
    {
        rows = rows[..checked(count * InputCount)];
        outputs = outputs[..checked(count * OutputCount)];
        if (OutputCount == 1)
        {
            RunOneOutput(rows, count, outputs);
        }
        else
        {
            RunOutputs(rows, count, outputs);
        }

        if (_intercepts is { } intercepts)
        {
            for (int row = 0; row < count; row++)
            {
                Span<T> output = outputs.Slice(row * OutputCount, OutputCount);
                for (int k = 0; k < output.Length; k++)
                {
                    output[k] += intercepts[k];
                }
            }
        }
    }

    /// <summary>One row of a sparse matrix: only the stored values are walked, in their order, as scipy's <c>csr_matvecs</c>
    /// does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void RunSparse(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, Span<T> output)
    {
        output = output[..OutputCount];
        output.Clear();
        for (int i = 0; i < columns.Length; i++)
        {
            T value = T.CreateTruncating(values[i]);
            ReadOnlySpan<T> weights = _weights.AsSpan(columns[i] * _stride, OutputCount);
            for (int k = 0; k < output.Length; k++)
            {
                output[k] += value * weights[k];
            }
        }

        if (_intercepts is { } intercepts)
        {
            for (int k = 0; k < output.Length; k++)
            {
                output[k] += intercepts[k];
            }
        }
    }

    /// <summary>Eight rows side by side: a single sum would wait for each of its additions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunOneOutput(ReadOnlySpan<T> rows, int count, Span<T> outputs)
    {
        int inputs = InputCount, row = 0;
        ReadOnlySpan<T> weights = _weights;
        for (; row + 8 <= count; row += 8)
        {
            ref T first = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), (nint)row * inputs);
            T s0 = T.Zero, s1 = T.Zero, s2 = T.Zero, s3 = T.Zero, s4 = T.Zero, s5 = T.Zero, s6 = T.Zero, s7 = T.Zero;
            for (int i = 0; i < weights.Length; i++)
            {
                T weight = weights[i];
                ref T at = ref Unsafe.Add(ref first, i);
                s0 += at * weight;
                s1 += Unsafe.Add(ref at, inputs) * weight;
                s2 += Unsafe.Add(ref at, inputs * 2) * weight;
                s3 += Unsafe.Add(ref at, inputs * 3) * weight;
                s4 += Unsafe.Add(ref at, inputs * 4) * weight;
                s5 += Unsafe.Add(ref at, inputs * 5) * weight;
                s6 += Unsafe.Add(ref at, inputs * 6) * weight;
                s7 += Unsafe.Add(ref at, inputs * 7) * weight;
            }

            Span<T> target = outputs.Slice(row, 8);
            target[0] = s0;
            target[1] = s1;
            target[2] = s2;
            target[3] = s3;
            target[4] = s4;
            target[5] = s5;
            target[6] = s6;
            target[7] = s7;
        }

        for (; row < count; row++)
        {
            ReadOnlySpan<T> numbers = rows.Slice(row * inputs, weights.Length);
            T sum = T.Zero;
            for (int i = 0; i < numbers.Length; i++)
            {
                sum += numbers[i] * weights[i];
            }

            outputs[row] = sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunOutputs(ReadOnlySpan<T> rows, int count, Span<T> outputs)
    {
        int lanes = Vector256<T>.Count, row = 0;
        for (; row + 4 <= count; row += 4)
        {
            ref T x = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), (nint)row * InputCount);
            Span<T> output = outputs.Slice(row * OutputCount, 4 * OutputCount);
            int k = 0;
            for (; k + (2 * lanes) <= _stride; k += 2 * lanes)
            {
                FourRowsTwoVectors(ref x, k, output);
            }

            for (; k < _stride; k += lanes)
            {
                FourRowsOneVector(ref x, k, output);
            }
        }

        for (; row < count; row++)
        {
            ref T x = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), (nint)row * InputCount);
            Span<T> output = outputs.Slice(row * OutputCount, OutputCount);
            int k = 0;
            for (; k + (8 * lanes) <= _stride; k += 8 * lanes)
            {
                OneRowEightVectors(ref x, k, output);
            }

            for (; k + (2 * lanes) <= _stride; k += 2 * lanes)
            {
                OneRowTwoVectors(ref x, k, output);
            }

            for (; k < _stride; k += lanes)
            {
                OneRowOneVector(ref x, k, output);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FourRowsTwoVectors(ref T x, int k, Span<T> output)
    {
        int inputs = InputCount, lanes = Vector256<T>.Count;
        ref T weight = ref MemoryMarshal.GetArrayDataReference(_weights);
        nuint offset = (nuint)k, stride = (nuint)_stride;
        Vector256<T> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        for (int i = 0; i < inputs; i++)
        {
            Vector256<T> w0 = Vector256.LoadUnsafe(ref weight, offset), w1 = Vector256.LoadUnsafe(ref weight, offset + (nuint)lanes);
            ref T at = ref Unsafe.Add(ref x, i);
            Vector256<T> a = Vector256.Create(at), b = Vector256.Create(Unsafe.Add(ref at, inputs));
            Vector256<T> c = Vector256.Create(Unsafe.Add(ref at, inputs * 2)), d = Vector256.Create(Unsafe.Add(ref at, inputs * 3));
            a0 += a * w0;
            a1 += a * w1;
            b0 += b * w0;
            b1 += b * w1;
            c0 += c * w0;
            c1 += c * w1;
            d0 += d * w0;
            d1 += d * w1;
            offset += stride;
        }

        int outputs = OutputCount;
        Store(a0, output, k, outputs);
        Store(a1, output, k + lanes, outputs);
        Store(b0, output[outputs..], k, outputs);
        Store(b1, output[outputs..], k + lanes, outputs);
        Store(c0, output[(2 * outputs)..], k, outputs);
        Store(c1, output[(2 * outputs)..], k + lanes, outputs);
        Store(d0, output[(3 * outputs)..], k, outputs);
        Store(d1, output[(3 * outputs)..], k + lanes, outputs);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FourRowsOneVector(ref T x, int k, Span<T> output)
    {
        int inputs = InputCount;
        ref T weight = ref MemoryMarshal.GetArrayDataReference(_weights);
        nuint offset = (nuint)k, stride = (nuint)_stride;
        Vector256<T> a0 = default, b0 = default, c0 = default, d0 = default;
        for (int i = 0; i < inputs; i++)
        {
            Vector256<T> w0 = Vector256.LoadUnsafe(ref weight, offset);
            ref T at = ref Unsafe.Add(ref x, i);
            a0 += Vector256.Create(at) * w0;
            b0 += Vector256.Create(Unsafe.Add(ref at, inputs)) * w0;
            c0 += Vector256.Create(Unsafe.Add(ref at, inputs * 2)) * w0;
            d0 += Vector256.Create(Unsafe.Add(ref at, inputs * 3)) * w0;
            offset += stride;
        }

        int outputs = OutputCount;
        Store(a0, output, k, outputs);
        Store(b0, output[outputs..], k, outputs);
        Store(c0, output[(2 * outputs)..], k, outputs);
        Store(d0, output[(3 * outputs)..], k, outputs);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void OneRowEightVectors(ref T x, int k, Span<T> output)
    {
        int inputs = InputCount, lanes = Vector256<T>.Count;
        ref T weight = ref MemoryMarshal.GetArrayDataReference(_weights);
        nuint offset = (nuint)k, stride = (nuint)_stride;
        Vector256<T> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        for (int i = 0; i < inputs; i++)
        {
            Vector256<T> a = Vector256.Create(Unsafe.Add(ref x, i));
            s0 += a * Vector256.LoadUnsafe(ref weight, offset);
            s1 += a * Vector256.LoadUnsafe(ref weight, offset + (nuint)lanes);
            s2 += a * Vector256.LoadUnsafe(ref weight, offset + (nuint)(2 * lanes));
            s3 += a * Vector256.LoadUnsafe(ref weight, offset + (nuint)(3 * lanes));
            s4 += a * Vector256.LoadUnsafe(ref weight, offset + (nuint)(4 * lanes));
            s5 += a * Vector256.LoadUnsafe(ref weight, offset + (nuint)(5 * lanes));
            s6 += a * Vector256.LoadUnsafe(ref weight, offset + (nuint)(6 * lanes));
            s7 += a * Vector256.LoadUnsafe(ref weight, offset + (nuint)(7 * lanes));
            offset += stride;
        }

        Store(s0, output, k, OutputCount);
        Store(s1, output, k + lanes, OutputCount);
        Store(s2, output, k + (2 * lanes), OutputCount);
        Store(s3, output, k + (3 * lanes), OutputCount);
        Store(s4, output, k + (4 * lanes), OutputCount);
        Store(s5, output, k + (5 * lanes), OutputCount);
        Store(s6, output, k + (6 * lanes), OutputCount);
        Store(s7, output, k + (7 * lanes), OutputCount);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void OneRowTwoVectors(ref T x, int k, Span<T> output)
    {
        int inputs = InputCount, lanes = Vector256<T>.Count;
        ref T weight = ref MemoryMarshal.GetArrayDataReference(_weights);
        nuint offset = (nuint)k, stride = (nuint)_stride;
        Vector256<T> s0 = default, s1 = default;
        for (int i = 0; i < inputs; i++)
        {
            Vector256<T> a = Vector256.Create(Unsafe.Add(ref x, i));
            s0 += a * Vector256.LoadUnsafe(ref weight, offset);
            s1 += a * Vector256.LoadUnsafe(ref weight, offset + (nuint)lanes);
            offset += stride;
        }

        Store(s0, output, k, OutputCount);
        Store(s1, output, k + lanes, OutputCount);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void OneRowOneVector(ref T x, int k, Span<T> output)
    {
        ref T weight = ref MemoryMarshal.GetArrayDataReference(_weights);
        nuint offset = (nuint)k, stride = (nuint)_stride;
        Vector256<T> sum = default;
        for (int i = 0; i < InputCount; i++)
        {
            sum += Vector256.Create(Unsafe.Add(ref x, i)) * Vector256.LoadUnsafe(ref weight, offset);
            offset += stride;
        }

        Store(sum, output, k, OutputCount);
    }

    /// <summary>Writes the lanes that are outputs; the last vector may be padded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<T> sums, Span<T> output, int k, int outputs)
    {
        if (k + Vector256<T>.Count <= outputs)
        {
            sums.CopyTo(output[k..]);
            return;
        }

        for (int lane = 0; k + lane < outputs; lane++)
        {
            output[k + lane] = sums[lane];
        }
    }
}
