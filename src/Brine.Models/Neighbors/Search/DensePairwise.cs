using System.Buffers;
using System.Runtime.Intrinsics;

namespace Brine.Models;

/// <summary><c>pairwise_distances</c> over dense training rows: eight at a time where a metric is a plain sum, else by scipy's
/// formulas.</summary>
internal sealed class DensePairwise : PairwiseDistances
{
    private readonly Distance _distance;
    private readonly VectorBank? _bank;
    private readonly double[] _rows;
    private readonly double[] _norms;
    private readonly Lazy<SingleCosine>? _singleCosine;
    private readonly bool _hasOldScipy;

    /// <param name="rows">The training rows, one after the other.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="dimension">The number of features.</param>
    /// <param name="distance">The metric.</param>
    /// <param name="bank">The same rows in blocks, where somebody has them.</param>
    /// <param name="hasOldScipy">True for scipy before 1.11.</param>
    internal DensePairwise(double[] rows, int count, int dimension, Distance distance, VectorBank? bank, bool hasOldScipy)
    {
        _hasOldScipy = hasOldScipy;
        _distance = distance;
        _rows = rows;
        (Count, Dimension) = (count, dimension);
        _norms = new double[count];
        switch (distance.Kind)
        {
            case DistanceKind.Euclidean or DistanceKind.L2:
                _bank = bank ?? new VectorBank(rows, count, dimension);
                FillNorms(rows, NumpyNorm);
                break;
            case DistanceKind.SquaredEuclidean or DistanceKind.Manhattan or DistanceKind.Chebyshev:
                _bank = bank ?? new VectorBank(rows, count, dimension);
                break;
            case DistanceKind.Cosine:
                _bank = new VectorBank(Prepare(rows, row => RowLength.Normalize(row, isSparse: false)), count, dimension);
                _singleCosine = new Lazy<SingleCosine>(() => new SingleCosine(rows, count, dimension));
                break;
            case DistanceKind.Correlation:
                _rows = Prepare(rows, Center);
                FillNorms(_rows, ScipyNorm);
                break;
        }
    }

    internal override int Count { get; }

    internal override int Dimension { get; }

    internal override int RoomSize => _bank?.PaddedCount ?? Count;

    internal override void Of(ReadOnlySpan<double> row, bool isSparse, bool isSingle, Span<double> distances)
    {
        row = row[..Dimension];
        double[]? rented = _bank is null || _distance.Kind == DistanceKind.Cosine ? ArrayPool<double>.Shared.Rent(Dimension) : null;
        if (_bank is null)
        {
            OneByOne(row, isSingle, rented.AsSpan(0, Dimension), distances[..Count]);
            ArrayPool<double>.Shared.Return(rented!);
            return;
        }

        if (rented is not null)
        {
            row.CopyTo(rented);
            row = rented.AsSpan(0, Dimension);
            NormalizeRow(rented.AsSpan(0, Dimension), isSparse, isSingle);
        }

        switch (_distance.Kind)
        {
            case DistanceKind.SquaredEuclidean:
                _bank.AllPadded<SquaredDifferenceStep>(row, distances);
                break;
            case DistanceKind.Manhattan:
                _bank.AllPadded<AbsoluteDifferenceStep>(row, distances);
                break;
            case DistanceKind.Chebyshev:
                _bank.AllPadded<LargestDifferenceStep>(row, distances);
                break;
            case DistanceKind.Cosine when isSingle:
                _singleCosine!.Value.Of(row, distances);
                break;
            default:
                _bank.AllPadded<DotStep>(row, distances);
                Finish(row, isSparse, isSingle, distances[..Count]);
                break;
        }

        if (rented is not null)
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    internal override void OfFour(ReadOnlySpan<double> rows, bool isSingle, Span<double> distances)
    {
        switch (_distance.Kind)
        {
            case DistanceKind.Euclidean or DistanceKind.L2:
                _bank!.AllOfFour<DotStep>(rows, distances);
                for (int i = 0; i < 4; i++)
                {
                    Finish(rows.Slice(i * Dimension, Dimension), isSparse: false, isSingle, distances.Slice(i * RoomSize, Count));
                }

                break;
            case DistanceKind.Cosine when !isSingle:
                CosineOfFour(rows, distances);
                break;
            case DistanceKind.SquaredEuclidean:
                _bank!.AllOfFour<SquaredDifferenceStep>(rows, distances);
                break;
            case DistanceKind.Manhattan:
                _bank!.AllOfFour<AbsoluteDifferenceStep>(rows, distances);
                break;
            case DistanceKind.Chebyshev:
                _bank!.AllOfFour<LargestDifferenceStep>(rows, distances);
                break;
            default:
                base.OfFour(rows, isSingle, distances);
                break;
        }
    }

    private void CosineOfFour(ReadOnlySpan<double> rows, Span<double> distances)
    {
        double[] normalized = ArrayPool<double>.Shared.Rent(rows.Length);
        rows.CopyTo(normalized);
        for (int i = 0; i < 4; i++)
        {
            RowLength.Normalize(normalized.AsSpan(i * Dimension, Dimension), isSparse: false);
        }

        _bank!.AllOfFour<DotStep>(normalized.AsSpan(0, rows.Length), distances);
        for (int i = 0; i < 4; i++)
        {
            FinishCosine(distances.Slice(i * RoomSize, Count));
        }

        ArrayPool<double>.Shared.Return(normalized);
    }

    private void OneByOne(ReadOnlySpan<double> row, bool isSingle, Span<double> room, Span<double> distances)
    {
        if (_distance.Kind == DistanceKind.Correlation)
        {
            row.CopyTo(room);
            Center(room);
            Correlations(room, distances);
            return;
        }

        for (int i = 0; i < distances.Length; i++)
        {
            ReadOnlySpan<double> other = _rows.AsSpan(i * Dimension, Dimension);
            distances[i] = _distance.Kind == DistanceKind.NanEuclidean ? NanEuclidean.Between(row, other, isSingle)
                : _distance.ByScipy(row, other, room, _hasOldScipy);
        }
    }

    /// <summary>scipy's <c>cdist_cosine</c> of rows without their means.</summary>
    private void Correlations(ReadOnlySpan<double> row, Span<double> distances)
    {
        double norm = ScipyNorm(row);
        for (int i = 0; i < distances.Length; i++)
        {
            double cosine = DistanceFormulas.DotByScipy(row, _rows.AsSpan(i * Dimension, Dimension)) / (norm * _norms[i]);
            distances[i] = 1 - (Math.Abs(cosine) > 1 ? Math.CopySign(1, cosine) : cosine);
        }
    }

    private void Finish(ReadOnlySpan<double> row, bool isSparse, bool isSingle, Span<double> dots)
    {
        switch (_distance.Kind)
        {
            case DistanceKind.Cosine:
                FinishCosine(dots);
                break;
            default:
                EuclideanFinish.Squares(dots, isSparse ? RowLength.Sequential(row) : NumpyNorm(row), _norms, isSingle);
                if (_distance.Kind == DistanceKind.L2)
                {
                    EuclideanFinish.Roots(dots, isSingle);
                }

                break;
        }
    }

    /// <summary>1 - x.y of rows of length 1, kept between 0 and 2.</summary>
    private static void FinishCosine(Span<double> dots)
    {
        int at = 0;
        for (; at + Vector256<double>.Count <= dots.Length; at += Vector256<double>.Count)
        {
            Vector256<double> distance = Vector256<double>.One - Vector256.Create<double>(dots[at..]);
            Vector256.Min(Vector256.Max(distance, Vector256<double>.Zero), Vector256.Create(2.0)).CopyTo(dots[at..]);
        }

        for (; at < dots.Length; at++)
        {
            dots[at] = Math.Clamp(1 - dots[at], 0, 2);
        }
    }

    private static void NormalizeRow(Span<double> row, bool isSparse, bool isSingle)
    {
        if (isSingle)
        {
            SingleCosine.Normalize(row, isSparse);
        }
        else
        {
            RowLength.Normalize(row, isSparse);
        }
    }

    private double[] Prepare(double[] rows, RowAction action)
    {
        double[] prepared = [.. rows];
        for (int i = 0; i < Count; i++)
        {
            action(prepared.AsSpan(i * Dimension, Dimension));
        }

        return prepared;
    }

    private void FillNorms(double[] rows, LengthOf norm)
    {
        for (int i = 0; i < Count; i++)
        {
            _norms[i] = norm(rows.AsSpan(i * Dimension, Dimension));
        }
    }

    private static void Center(Span<double> row)
    {
        double mean = NumpyReductions.Sum(row) / row.Length;
        foreach (ref double value in row)
        {
            value -= mean;
        }
    }

    private static double NumpyNorm(ReadOnlySpan<double> row) => NumpyReductions.SquaredNorm(row);

    private static double ScipyNorm(ReadOnlySpan<double> row) => Math.Sqrt(DistanceFormulas.DotByScipy(row, row));

    private delegate void RowAction(Span<double> row);

    private delegate double LengthOf(ReadOnlySpan<double> row);
}
