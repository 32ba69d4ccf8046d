using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Brine.Models;

/// <summary>One step of a sum over features, for several vectors at once: each lane adds in feature order, as a scalar loop
/// would.</summary>
internal interface IFeatureStep
{
    static abstract Vector256<double> Add(Vector256<double> sum, Vector256<double> x, Vector256<double> y);
}

/// <summary>
/// Vectors of one length (cluster centers, training rows, components) stored transposed in blocks of eight: feature by feature, the eight
/// numbers side by side. One query is then compared with eight vectors a step while each sum stays in feature order, so that the bits
/// are those of the scalar loops of the reference BLAS and of scikit-learn's trees.
/// </summary>
internal sealed class VectorBank
{
    internal const int Width = 8;

    /// <summary>How many sums <see cref="OneRow"/> and <see cref="FourRows"/> give.</summary>
    internal const int TileSize = 4 * Width;

    private readonly double[] _blocks;

    /// <param name="rows">The vectors one after the other.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="dimension">The length of each.</param>
    internal VectorBank(ReadOnlySpan<double> rows, int count, int dimension)
    {
        Count = count;
        Dimension = dimension;

        // Whole tiles, so that no block needs a check for its end; the filling is never read as an answer.
        BlockCount = (count + TileSize - 1) / TileSize * 4;
        _blocks = new double[checked(BlockCount * Width * Math.Max(dimension, 1))];
        for (int i = 0; i < count; i++)
        {
            Span<double> block = _blocks.AsSpan(i / Width * Width * dimension, Width * dimension);
            for (int k = 0; k < dimension; k++)
            {
                block[(k * Width) + (i % Width)] = rows[(i * dimension) + k];
            }
        }
    }

    internal int Count { get; }

    internal int Dimension { get; }

    internal int BlockCount { get; }

    /// <summary>Sums of one row with the 32 vectors of four blocks.</summary>
    internal void OneRow<TStep>(ReadOnlySpan<double> row, int block, Span<double> sums)
        where TStep : IFeatureStep
    {
        ref double at = ref Block(block, 4);
        ref double output = ref First(row, sums);
        int stride = Width * Dimension;
        Vector256<double> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        for (int k = 0; k < Dimension; k++)
        {
            Vector256<double> x = Vector256.Create(row[k]);
            nuint i = (nuint)(k * Width);
            a0 = TStep.Add(a0, x, Vector256.LoadUnsafe(ref at, i));
            a1 = TStep.Add(a1, x, Vector256.LoadUnsafe(ref at, i + 4));
            i += (nuint)stride;
            b0 = TStep.Add(b0, x, Vector256.LoadUnsafe(ref at, i));
            b1 = TStep.Add(b1, x, Vector256.LoadUnsafe(ref at, i + 4));
            i += (nuint)stride;
            c0 = TStep.Add(c0, x, Vector256.LoadUnsafe(ref at, i));
            c1 = TStep.Add(c1, x, Vector256.LoadUnsafe(ref at, i + 4));
            i += (nuint)stride;
            d0 = TStep.Add(d0, x, Vector256.LoadUnsafe(ref at, i));
            d1 = TStep.Add(d1, x, Vector256.LoadUnsafe(ref at, i + 4));
        }

        Store(ref output, 0, a0, a1);
        Store(ref output, 8, b0, b1);
        Store(ref output, 16, c0, c1);
        Store(ref output, 24, d0, d1);
    }

    /// <summary>Sums of one row with the 8 vectors of one block.</summary>
    internal void OneBlock<TStep>(ReadOnlySpan<double> row, int block, Span<double> sums)
        where TStep : IFeatureStep
    {
        ref double at = ref Block(block, 1);
        _ = sums[Width - 1];
        ref double output = ref MemoryMarshal.GetReference(sums);
        row = row[..Dimension];
        Vector256<double> low = default, high = default;
        for (int k = 0; k < row.Length; k++)
        {
            Vector256<double> x = Vector256.Create(row[k]);
            low = TStep.Add(low, x, Vector256.LoadUnsafe(ref at, (nuint)(k * Width)));
            high = TStep.Add(high, x, Vector256.LoadUnsafe(ref at, (nuint)((k * Width) + 4)));
        }

        Store(ref output, 0, low, high);
    }

    /// <summary>Sums of four rows (one after the other) with the 8 vectors of one block: first the 8 of the first row.</summary>
    internal void FourRows<TStep>(ReadOnlySpan<double> rows, int block, Span<double> sums)
        where TStep : IFeatureStep
    {
        int dimension = Dimension;
        rows = rows[..(4 * dimension)];
        ref double at = ref Block(block, 1);
        ref double output = ref First(rows, sums);
        ref double row = ref MemoryMarshal.GetReference(rows);
        Vector256<double> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        for (int k = 0; k < dimension; k++)
        {
            Vector256<double> low = Vector256.LoadUnsafe(ref at, (nuint)(k * Width));
            Vector256<double> high = Vector256.LoadUnsafe(ref at, (nuint)((k * Width) + 4));
            Vector256<double> x = Vector256.Create(Unsafe.Add(ref row, k));
            a0 = TStep.Add(a0, x, low);
            a1 = TStep.Add(a1, x, high);
            x = Vector256.Create(Unsafe.Add(ref row, dimension + k));
            b0 = TStep.Add(b0, x, low);
            b1 = TStep.Add(b1, x, high);
            x = Vector256.Create(Unsafe.Add(ref row, (2 * dimension) + k));
            c0 = TStep.Add(c0, x, low);
            c1 = TStep.Add(c1, x, high);
            x = Vector256.Create(Unsafe.Add(ref row, (3 * dimension) + k));
            d0 = TStep.Add(d0, x, low);
            d1 = TStep.Add(d1, x, high);
        }

        Store(ref output, 0, a0, a1);
        Store(ref output, 8, b0, b1);
        Store(ref output, 16, c0, c1);
        Store(ref output, 24, d0, d1);
    }

    /// <summary>How many numbers <see cref="AllPadded"/> gives: whole tiles.</summary>
    internal int PaddedCount => BlockCount * Width;

    /// <summary>All sums of one row, and what the filling gives behind them: <see cref="PaddedCount"/> numbers.</summary>
    internal void AllPadded<TStep>(ReadOnlySpan<double> row, Span<double> output)
        where TStep : IFeatureStep
    {
        for (int block = 0; block < BlockCount; block += 4)
        {
            OneRow<TStep>(row, block, output.Slice(block * Width, TileSize));
        }
    }

    /// <summary>All sums of four rows, each of which has <see cref="PaddedCount"/> numbers of the output.</summary>
    internal void AllOfFour<TStep>(ReadOnlySpan<double> rows, Span<double> output)
        where TStep : IFeatureStep
    {
        Span<double> sums = stackalloc double[TileSize];
        for (int block = 0; block * Width < Count; block++)
        {
            FourRows<TStep>(rows, block, sums);
            for (int i = 0; i < 4; i++)
            {
                sums.Slice(i * Width, Width).CopyTo(output[((i * PaddedCount) + (block * Width))..]);
            }
        }
    }

    /// <summary>All sums of one row: <see cref="Count"/> numbers.</summary>
    internal void All<TStep>(ReadOnlySpan<double> row, Span<double> output)
        where TStep : IFeatureStep
    {
        Span<double> sums = stackalloc double[Width];
        for (int block = 0; block * Width < Count; block++)
        {
            OneBlock<TStep>(row, block, sums);
            int first = block * Width;
            sums[..Math.Min(Width, Count - first)].CopyTo(output[first..]);
        }
    }

    private ref double Block(int block, int needed)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)(block + needed), (uint)BlockCount);
        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_blocks), block * Width * Dimension);
    }

    private ref double First(ReadOnlySpan<double> row, Span<double> sums)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(row.Length, Dimension);
        _ = sums[TileSize - 1];
        return ref MemoryMarshal.GetReference(sums);
    }

    private static void Store(ref double output, int at, Vector256<double> low, Vector256<double> high)
    {
        low.StoreUnsafe(ref output, (nuint)at);
        high.StoreUnsafe(ref output, (nuint)(at + 4));
    }
}
