using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Brine.Models;

/// <summary>
/// The training rows in blocks of eight, in the order of the tree where there is one, and the reduced distances to them: of the metric
/// itself for trees, by <c>|x|² - 2 x.y + |y|²</c> for the brute search of euclidean distances.
/// </summary>
internal sealed class TrainingRows
{
    private readonly VectorBank _bank;
    private readonly Distance _distance;
    private readonly double[]? _scalarRows;
    private readonly bool _isExpanded;
    private readonly bool _clamps;
    private readonly bool _roundsSums;

    /// <param name="rows">The rows, one after the other, in the order of the scan.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="dimension">The number of features.</param>
    /// <param name="distance">The metric.</param>
    /// <param name="isExpanded">True for the brute search, which expands the square.</param>
    /// <param name="clamps">True where rounding below zero is cut off before distances are compared.</param>
    /// <param name="roundsSums">True where sums of float32 rows are rounded before they are compared.</param>
    internal TrainingRows(double[] rows, int count, int dimension, Distance distance, bool isExpanded, bool clamps, bool roundsSums)
    {
        _roundsSums = roundsSums && !isExpanded;
        _distance = distance;
        _clamps = clamps;
        _isExpanded = isExpanded;
        _bank = new VectorBank(rows, count, dimension);
        _scalarRows = distance.Kind is DistanceKind.Euclidean or DistanceKind.L2 or DistanceKind.SquaredEuclidean or DistanceKind.Manhattan
            or DistanceKind.Chebyshev ? null : rows;
    }

    /// <summary>The rows in blocks.</summary>
    internal VectorBank Bank => _bank;

    internal int Count => _bank.Count;

    internal int Dimension => _bank.Dimension;

    internal int BlockCount => _bank.BlockCount;

    /// <summary>Reduced distances of one row to the 8 of a block.</summary>
    internal void OneBlock(ReadOnlySpan<double> row, double norm, ReadOnlySpan<double> norms, int block, Span<double> distances,
        bool rounds = false)
    {
        if (_scalarRows is not null)
        {
            Scalar(row, block, distances, rounds);
            return;
        }

        if (Sum<BlockTile>(row, block, distances, rounds))
        {
            FinishExpanded(distances, norm, norms[(block * VectorBank.Width)..]);
        }
        else if (rounds && _roundsSums)
        {
            Round(distances[..VectorBank.Width]);
        }
    }

    /// <summary>Reduced distances of one row to the 32 of four blocks.</summary>
    internal void FourBlocks(ReadOnlySpan<double> row, double norm, ReadOnlySpan<double> norms, int block, Span<double> distances,
        bool rounds)
    {
        if (_scalarRows is not null)
        {
            for (int i = 0; i < 4; i++)
            {
                Scalar(row, block + i, distances[(i * VectorBank.Width)..], rounds);
            }

            return;
        }

        if (Sum<RowTile>(row, block, distances, rounds))
        {
            for (int i = 0; i < 4; i++)
            {
                FinishExpanded(distances.Slice(i * VectorBank.Width, VectorBank.Width), norm, norms[((block + i) * VectorBank.Width)..]);
            }
        }
        else if (rounds && _roundsSums)
        {
            Round(distances[..VectorBank.TileSize]);
        }
    }

    /// <summary>Reduced distances of four rows to the 8 of a block: first the 8 of the first row.</summary>
    internal void FourRows(ReadOnlySpan<double> rows, ReadOnlySpan<double> fourNorms, ReadOnlySpan<double> norms, int block,
        Span<double> distances, bool rounds)
    {
        if (_scalarRows is not null)
        {
            for (int i = 0; i < 4; i++)
            {
                Scalar(rows.Slice(i * Dimension, Dimension), block, distances[(i * VectorBank.Width)..], rounds);
            }

            return;
        }

        if (Sum<RowsTile>(rows, block, distances, rounds))
        {
            for (int i = 0; i < 4; i++)
            {
                FinishExpanded(distances.Slice(i * VectorBank.Width, VectorBank.Width), fourNorms[i],
                    norms[(block * VectorBank.Width)..]);
            }
        }
        else if (rounds && _roundsSums)
        {
            Round(distances[..VectorBank.TileSize]);
        }
    }

    /// <summary>True when one of the 8 is below the limit.</summary>
    internal static bool HasBelow(ReadOnlySpan<double> eight, double limit)
    {
        var bound = Vector256.Create(limit);
        var low = Vector256.Create(eight);
        var high = Vector256.Create(eight[4..]);
        return Vector256.LessThanAny(low, bound) || Vector256.LessThanAny(high, bound);
    }

    /// <summary>The sums of the metric over a tile.</summary>
    /// <returns>True where they are dot products, of which distances are still to be made.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Sum<TTile>(ReadOnlySpan<double> rows, int block, Span<double> sums, bool rounds)
        where TTile : IBankTile
    {
        switch (_distance.Kind)
        {
            case DistanceKind.Manhattan when rounds:
                TTile.Sum<SingleAbsoluteDifferenceStep>(_bank, rows, block, sums);
                break;
            case DistanceKind.Manhattan:
                TTile.Sum<AbsoluteDifferenceStep>(_bank, rows, block, sums);
                break;
            case DistanceKind.Chebyshev when rounds:
                TTile.Sum<SingleLargestDifferenceStep>(_bank, rows, block, sums);
                break;
            case DistanceKind.Chebyshev:
                TTile.Sum<LargestDifferenceStep>(_bank, rows, block, sums);
                break;
            case var _ when _isExpanded:
                TTile.Sum<DotStep>(_bank, rows, block, sums);
                return true;
            case var _ when rounds:
                TTile.Sum<SingleSquaredDifferenceStep>(_bank, rows, block, sums);
                break;
            default:
                TTile.Sum<SquaredDifferenceStep>(_bank, rows, block, sums);
                break;
        }

        return false;
    }

    /// <summary>The fast search has the sums of float32 rows as float32, but not the expanded ones.</summary>
    private static void Round(Span<double> sums)
    {
        foreach (ref double sum in sums)
        {
            sum = (float)sum;
        }
    }

    private void Scalar(ReadOnlySpan<double> row, int block, Span<double> distances, bool rounds)
    {
        row = row[..Dimension];
        int first = block * VectorBank.Width;
        for (int i = 0; i < VectorBank.Width; i++)
        {
            ReadOnlySpan<double> other = first + i < Count ? _scalarRows.AsSpan((first + i) * Dimension, Dimension) : default;
            distances[i] = other.IsEmpty ? double.PositiveInfinity
                : rounds ? _distance.Reduced<SingleDifference>(row, other) : _distance.Reduced(row, other);
        }

        if (rounds && _roundsSums)
        {
            Round(distances[..VectorBank.Width]);
        }
    }

    /// <param name="eight">Eight dot products.</param>
    /// <param name="norm">The squared length of the query.</param>
    /// <param name="norms">Those of the eight training rows.</param>
    private void FinishExpanded(Span<double> eight, double norm, ReadOnlySpan<double> norms)
    {
        var squared = Vector256.Create(norm);
        for (int i = 0; i < VectorBank.Width; i += 4)
        {
            Vector256<double> distance = squared + (Vector256.Create(-2.0) * Vector256.Create<double>(eight[i..]))
                + Vector256.Create(norms[i..]);
            (_clamps ? Vector256.Max(distance, Vector256<double>.Zero) : distance).CopyTo(eight[i..]);
        }
    }
}
