using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Brine.Models;

/// <summary>
/// Support vectors in blocks of eight, feature by feature, so that a register holds the sums of several vectors and each sum still runs in
/// the order of the features, as libsvm's <c>k_function</c> over the reference BLAS does.
/// </summary>
internal sealed class DenseSupportVectors
{
    /// <summary>Vectors in a block.</summary>
    internal const int BlockSize = 8;

    /// <summary>Rows that share one pass over the vectors.</summary>
    internal const int RowGroup = 4;

    private readonly double[] _blocks;
    private readonly int _features;

    internal DenseSupportVectors(ReadOnlySpan<double> vectors, int count, int features)
    {
        _features = features;
        PaddedCount = checked((count + BlockSize - 1) / BlockSize * BlockSize);
        _blocks = new double[checked(PaddedCount * features)];
        for (int vector = 0; vector < count; vector++)
        {
            int start = vector / BlockSize * BlockSize * features, lane = vector % BlockSize;
            for (int i = 0; i < features; i++)
            {
                _blocks[start + (i * BlockSize) + lane] = vectors[(vector * features) + i];
            }
        }
    }

    /// <summary>The number of vectors, rounded up to whole blocks: the room that one row's values need.</summary>
    internal int PaddedCount { get; }

    /// <summary>Dot products or squared distances of one row and all vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Run(ReadOnlySpan<double> row, Span<double> values, bool distances)
    {
        row = row[.._features];
        ref double x = ref MemoryMarshal.GetReference(row);
        for (int start = 0; start < PaddedCount; start += BlockSize)
        {
            ref double block = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_blocks), (nint)start * _features);
            Vector256<double> low = default, high = default;
            if (distances)
            {
                for (int i = 0; i < row.Length; i++)
                {
                    Vector256<double> number = Vector256.Create(Unsafe.Add(ref x, i));
                    Vector256<double> a = number - Vector256.LoadUnsafe(ref block, (nuint)(i * BlockSize));
                    Vector256<double> b = number - Vector256.LoadUnsafe(ref block, (nuint)((i * BlockSize) + 4));
                    low += a * a;
                    high += b * b;
                }
            }
            else
            {
                for (int i = 0; i < row.Length; i++)
                {
                    Vector256<double> number = Vector256.Create(Unsafe.Add(ref x, i));
                    low += number * Vector256.LoadUnsafe(ref block, (nuint)(i * BlockSize));
                    high += number * Vector256.LoadUnsafe(ref block, (nuint)((i * BlockSize) + 4));
                }
            }

            low.CopyTo(values[start..]);
            high.CopyTo(values[(start + 4)..]);
        }
    }

    /// <summary>The same of four rows that lie one after the other; each gets <see cref="PaddedCount"/> values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void RunFour(ReadOnlySpan<double> rows, Span<double> values, bool distances)
    {
        rows = rows[..(RowGroup * _features)];
        values = values[..(RowGroup * PaddedCount)];
        ref double x = ref MemoryMarshal.GetReference(rows);
        for (int start = 0; start < PaddedCount; start += BlockSize)
        {
            ref double block = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_blocks), (nint)start * _features);
            if (distances)
            {
                FourDistances(ref x, ref block, _features, values[start..]);
            }
            else
            {
                FourProducts(ref x, ref block, _features, values[start..]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FourDistances(ref double x, ref double block, int features, Span<double> values)
    {
        Vector256<double> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        for (int i = 0; i < features; i++)
        {
            Vector256<double> low = Vector256.LoadUnsafe(ref block, (nuint)(i * BlockSize)),
                high = Vector256.LoadUnsafe(ref block, (nuint)((i * BlockSize) + 4));
            ref double at = ref Unsafe.Add(ref x, i);
            Square(Vector256.Create(at), low, high, ref a0, ref a1);
            Square(Vector256.Create(Unsafe.Add(ref at, features)), low, high, ref b0, ref b1);
            Square(Vector256.Create(Unsafe.Add(ref at, 2 * features)), low, high, ref c0, ref c1);
            Square(Vector256.Create(Unsafe.Add(ref at, 3 * features)), low, high, ref d0, ref d1);
        }

        Store(values, a0, a1, b0, b1, c0, c1, d0, d1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FourProducts(ref double x, ref double block, int features, Span<double> values)
    {
        Vector256<double> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        for (int i = 0; i < features; i++)
        {
            Vector256<double> low = Vector256.LoadUnsafe(ref block, (nuint)(i * BlockSize)),
                high = Vector256.LoadUnsafe(ref block, (nuint)((i * BlockSize) + 4));
            ref double at = ref Unsafe.Add(ref x, i);
            Vector256<double> a = Vector256.Create(at), b = Vector256.Create(Unsafe.Add(ref at, features));
            Vector256<double> c = Vector256.Create(Unsafe.Add(ref at, 2 * features)),
                d = Vector256.Create(Unsafe.Add(ref at, 3 * features));
            a0 += a * low;
            a1 += a * high;
            b0 += b * low;
            b1 += b * high;
            c0 += c * low;
            c1 += c * high;
            d0 += d * low;
            d1 += d * high;
        }

        Store(values, a0, a1, b0, b1, c0, c1, d0, d1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square(Vector256<double> number, Vector256<double> low, Vector256<double> high, ref Vector256<double> lowSum,
        ref Vector256<double> highSum)
    {
        Vector256<double> a = number - low, b = number - high;
        lowSum += a * a;
        highSum += b * b;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Store(
        Span<double> values,
        Vector256<double> a0,
        Vector256<double> a1,
        Vector256<double> b0,
        Vector256<double> b1,
        Vector256<double> c0,
        Vector256<double> c1,
        Vector256<double> d0,
        Vector256<double> d1)
    {
        int stride = PaddedCount;
        a0.CopyTo(values);
        a1.CopyTo(values[4..]);
        b0.CopyTo(values[stride..]);
        b1.CopyTo(values[(stride + 4)..]);
        c0.CopyTo(values[(2 * stride)..]);
        c1.CopyTo(values[((2 * stride) + 4)..]);
        d0.CopyTo(values[(3 * stride)..]);
        d1.CopyTo(values[((3 * stride) + 4)..]);
    }
}
