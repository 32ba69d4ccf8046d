using System.Buffers;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// Distances to sparse training rows by their stored values: euclidean and cosine ones by products, others by a walk along both rows.
/// Serves <c>pairwise_distances</c> and the fast search, which differ in the norms of dense rows and in rounding.
/// </summary>
internal sealed class SparsePairwise : PairwiseDistances
{
    private readonly Distance _distance;
    private readonly CsrMatrix _rows;
    private readonly CsrMatrix? _singles; // normalized in single precision
    private readonly double[] _norms;
    private readonly bool _isFast;
    private readonly bool _clamps;
    private readonly bool _rounds;

    /// <param name="rows">The training rows.</param>
    /// <param name="distance">The metric.</param>
    /// <param name="rules">How the version that saved the model searches.</param>
    /// <param name="isFast">True for the fast search, which gives distances in reduced form.</param>
    internal SparsePairwise(CsrMatrix rows, Distance distance, SearchRules rules, bool isFast)
    {
        _distance = distance;
        (_isFast, _clamps, _rounds) = (isFast, rules.ClampsFast, rules.RoundsFast && isFast);
        bool isCosine = distance.Kind == DistanceKind.Cosine;
        _singles = isCosine && rows.DType is { Kind: 'f', ItemSize: 4 } ? Normalize(rows, isSingle: true) : null;
        _rows = isCosine ? Normalize(rows, isSingle: false)
            : Runs(distance.Kind) && distance.Kind != DistanceKind.Euclidean ? WithSortedRows(rows) : rows;
        _norms = new double[rows.RowCount];
        for (int i = 0; i < _norms.Length; i++)
        {
            _norms[i] = SparseDot.SquaredNorm(_rows, i);
        }
    }

    internal override int Count => _rows.RowCount;

    internal override int Dimension => _rows.ColumnCount;

    internal override int RoomSize => Count;

    /// <summary>True where distances are sums over features that both rows lack.</summary>
    internal static bool Runs(DistanceKind kind) =>
        kind is DistanceKind.Euclidean or DistanceKind.L2 or DistanceKind.Cosine or DistanceKind.Manhattan;

    internal override void Of(ReadOnlySpan<double> row, bool isSparse, bool isSingle, Span<double> distances)
    {
        row = row[..Dimension];
        switch (_distance.Kind)
        {
            case DistanceKind.Cosine:
                Cosine(row, isSparse, isSingle, distances[..Count]);
                break;
            case DistanceKind.Manhattan or DistanceKind.L2 when _isFast || _distance.Kind == DistanceKind.Manhattan:
                Walk(row, isSingle, distances);
                break;
            default:
                Euclidean(row, isSparse, isSingle, distances[..Count]);
                break;
        }
    }

    private void Euclidean(ReadOnlySpan<double> row, bool isSparse, bool isSingle, Span<double> distances)
    {
        for (int i = 0; i < distances.Length; i++)
        {
            distances[i] = SparseDot.Of(_rows, i, row);
        }

        double norm = isSparse || _isFast ? RowLength.Sequential(row) : NumpyReductions.SquaredNorm(row);
        if (_isFast)
        {
            for (int i = 0; i < distances.Length; i++)
            {
                double square = norm + (-2 * distances[i]) + _norms[i];
                distances[i] = _clamps ? Math.Max(square, 0) : square;
            }

            return;
        }

        EuclideanFinish.Squares(distances, norm, _norms, isSingle);
        if (_distance.Kind == DistanceKind.L2)
        {
            EuclideanFinish.Roots(distances, isSingle);
        }
    }

    private void Cosine(ReadOnlySpan<double> row, bool isSparse, bool isSingle, Span<double> distances)
    {
        double[] normalized = ArrayPool<double>.Shared.Rent(Dimension);
        row.CopyTo(normalized);
        if (isSingle)
        {
            SingleCosine.Normalize(normalized.AsSpan(0, Dimension), isSparse);
        }
        else
        {
            RowLength.Normalize(normalized.AsSpan(0, Dimension), isSparse);
        }

        for (int i = 0; i < distances.Length; i++)
        {
            distances[i] = isSingle
                ? Math.Clamp(1 - (float)SparseDot.OfSingles(_singles!, i, normalized), 0, 2)
                : Math.Clamp(1 - SparseDot.Of(_rows, i, normalized), 0, 2);
        }

        ArrayPool<double>.Shared.Return(normalized);
    }

    /// <summary>Sums over the columns that either row stores, in their order; numbers of float32 are subtracted as such.</summary>
    private void Walk(ReadOnlySpan<double> row, bool isSingle, Span<double> distances)
    {
        int[] stored = ArrayPool<int>.Shared.Rent(Math.Max(row.Length, 1));
        int count = 0;
        for (int k = 0; k < row.Length; k++)
        {
            if (row[k] != 0)
            {
                stored[count++] = k;
            }
        }

        bool roundsSums = _rounds && _distance.Kind == DistanceKind.Manhattan;
        for (int i = 0; i < Count; i++)
        {
            double sum = 0;
            int at = 0, other = _rows.Starts[i], end = _rows.Starts[i + 1];
            while (at < count || other < end)
            {
                int column = at < count ? stored[at] : int.MaxValue, otherColumn = other < end ? _rows.Columns[other] : int.MaxValue;
                double x = column <= otherColumn ? row[column] : 0, y = otherColumn <= column ? _rows.Data[other] : 0;
                double difference = isSingle ? (float)x - (float)y : x - y;
                sum += _distance.Kind == DistanceKind.L2 ? difference * difference : Math.Abs(difference);
                sum = roundsSums ? (float)sum : sum;
                at += column <= otherColumn ? 1 : 0;
                other += otherColumn <= column ? 1 : 0;
            }

            distances[i] = _rounds ? (float)sum : sum;
        }

        ArrayPool<int>.Shared.Return(stored);
    }

    private static CsrMatrix Normalize(CsrMatrix rows, bool isSingle)
    {
        double[] data = [.. rows.Data];
        for (int i = 0; i < rows.RowCount; i++)
        {
            ReadOnlySpan<double> stored = rows.Data.AsSpan(rows.Starts[i], rows.Starts[i + 1] - rows.Starts[i]);
            double norm = Math.Sqrt(isSingle ? RowLength.SequentialSingle(stored) : RowLength.Sequential(stored));
            for (int at = rows.Starts[i]; at < rows.Starts[i + 1] && norm > 0; at++)
            {
                data[at] = isSingle ? (float)(data[at] / norm) : data[at] / norm;
            }
        }

        return new CsrMatrix(rows.RowCount, rows.ColumnCount, rows.Starts, rows.Columns, data);
    }

    /// <summary>The same matrix with the columns of each row in order, which scikit-learn sees to before it walks along rows.</summary>
    private static CsrMatrix WithSortedRows(CsrMatrix rows)
    {
        int[] columns = [.. rows.Columns];
        double[] data = [.. rows.Data];
        for (int i = 0; i < rows.RowCount; i++)
        {
            int start = rows.Starts[i], count = rows.Starts[i + 1] - start;
            columns.AsSpan(start, count).Sort(data.AsSpan(start, count));
        }

        return new CsrMatrix(rows.RowCount, rows.ColumnCount, rows.Starts, columns, data, rows.DType);
    }
}
