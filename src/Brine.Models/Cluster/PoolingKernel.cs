using System.Buffers;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>Pools the columns of each cluster of one row: sums as <c>np.bincount</c> adds them, column by column.</summary>
internal sealed class PoolingKernel : RowKernel
{
    private readonly int[] _labels;
    private readonly int[][] _members;
    private readonly PoolingKind _pooling;
    private readonly DType _dtype;

    internal PoolingKernel(PooledColumnsForm form, DType? dtype = null)
    {
        _labels = [.. form.Labels];
        _pooling = form.Pooling;
        _dtype = dtype ?? DType.Float64;
        _members = [
            .. Enumerable.Range(0, form.ClusterCount)
                .Select(cluster => Enumerable.Range(0, _labels.Length).Where(column => _labels[column] == cluster).ToArray())];
    }

    public override int InputCount => _labels.Length;

    public override int OutputCount => _members.Length;

    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        for (int cluster = 0; cluster < _members.Length; cluster++)
        {
            ReadOnlySpan<int> members = _members[cluster];
            output[cluster] = _pooling == PoolingKind.Median ? Median(row, members) : Fold(row, members);
        }
    }

    private double Fold(ReadOnlySpan<double> row, ReadOnlySpan<int> members)
    {
        double value = row[members[0]];
        foreach (int column in members[1..])
        {
            value = _pooling switch
            {
                PoolingKind.Mean => value + row[column],
                PoolingKind.Sum => NumpyPrecision.Cast(value + row[column], _dtype),
                PoolingKind.Largest => Math.Max(value, row[column]),
                _ => Math.Min(value, row[column]),
            };
        }

        return _pooling == PoolingKind.Mean ? value / members.Length : value;
    }

    private double Median(ReadOnlySpan<double> row, ReadOnlySpan<int> members)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(members.Length);
        Span<double> sorted = rented.AsSpan(0, members.Length);
        for (int i = 0; i < sorted.Length; i++)
        {
            sorted[i] = row[members[i]];
        }

        sorted.Sort();
        int half = sorted.Length / 2;
        double median = sorted.Length % 2 == 1 ? sorted[half]
            : NumpyPrecision.Round(NumpyPrecision.Round(sorted[half - 1] + sorted[half], _dtype) / 2, _dtype);
        ArrayPool<double>.Shared.Return(rented);
        return median;
    }
}
