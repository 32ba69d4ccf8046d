using System.Buffers;

namespace Brine.Models;

/// <summary>
/// The values of each leaf, and their mean or sum over all trees: added in the order of <c>estimators_</c> and divided once, as
/// <c>sklearn.ensemble._forest._accumulate_prediction</c> adds them without threads.
/// </summary>
internal sealed class LeafValues
{
    private readonly double[] _values;
    private readonly RowCheck? _check;
    private readonly bool _isMean;

    /// <param name="forest">The trees.</param>
    /// <param name="width">How many numbers a leaf has.</param>
    /// <param name="values">The numbers of all leaves.</param>
    /// <param name="check">What rows may hold; null where they may hold anything.</param>
    /// <param name="isMean">False where the values are added and not divided by the number of trees.</param>
    internal LeafValues(CompiledForest forest, int width, double[] values, RowCheck? check, bool isMean = true)
    {
        _check = check;
        _isMean = isMean;
        Forest = forest;
        Width = width;
        _values = values;
    }

    internal CompiledForest Forest { get; }

    internal int Width { get; }

    /// <summary>What rows may hold; null where they may hold anything.</summary>
    internal RowCheck? Check => _check;

    /// <summary>The mean or sum for every row, row by row.</summary>
    internal double[] Of(Features x)
    {
        Features rows = x is SparseMatrix ? x : x.ToMatrix();
        bool isSingle = Forest.TreeCount == 1;
        double[] means = isSingle ? GC.AllocateUninitializedArray<double>(checked(x.RowCount * Width))
            : new double[checked(x.RowCount * Width)];
        using var keys = new RowKeys(Forest, _check);
        int[] leaves = ArrayPool<int>.Shared.Rent(keys.BlockRows);
        for (int start = 0; start < x.RowCount; start += keys.BlockRows)
        {
            int count = Math.Min(keys.BlockRows, x.RowCount - start);
            Span<double> block = means.AsSpan(start * Width, count * Width);
            if (isSingle)
            {
                FindFirst(rows, start, count, keys, leaves);
                Copy(leaves.AsSpan(0, count), block);
                continue;
            }

            CompiledForest forest = keys.Fill(rows, start, count);
            for (int tree = 0; tree < forest.TreeCount; tree++)
            {
                forest.FindLeaves(tree, keys, leaves);
                Add(leaves.AsSpan(0, count), block);
            }
        }

        ArrayPool<int>.Shared.Return(leaves);
        if (!isSingle)
        {
            Divide(means);
        }

        return means;
    }

    /// <summary>The leaves of the first tree, block by block: the first row and a leaf for each row.</summary>
    internal void ForEachBlock(Features x, Action<int, ReadOnlySpan<int>> take)
    {
        Features rows = x is SparseMatrix ? x : x.ToMatrix();
        using var keys = new RowKeys(Forest, _check);
        int[] leaves = ArrayPool<int>.Shared.Rent(keys.BlockRows);
        for (int start = 0; start < x.RowCount; start += keys.BlockRows)
        {
            int count = Math.Min(keys.BlockRows, x.RowCount - start);
            FindFirst(rows, start, count, keys, leaves);
            take(start, leaves.AsSpan(0, count));
        }

        ArrayPool<int>.Shared.Return(leaves);
    }

    /// <summary>The leaves of a block of rows in the first tree.</summary>
    private void FindFirst(Features rows, int start, int count, RowKeys keys, int[] leaves)
    {
        int width = Forest.FeatureCount;
        if (rows is Matrix matrix && Forest.Single is { } single
            && single.TryFindLeaves(matrix.Values.AsSpan(start * width, count * width), leaves.AsSpan(0, count)))
        {
            return;
        }

        keys.Fill(rows, start, count).FindLeaves(0, keys, leaves);
    }

    /// <summary>The numbers of a leaf.</summary>
    internal ReadOnlySpan<double> Of(int leaf) => _values.AsSpan(leaf * Width, Width);

    /// <summary>The mean or sum for one row, of its leaves in all trees.</summary>
    internal void Of(ReadOnlySpan<int> leaves, Span<double> mean)
    {
        mean.Clear();
        foreach (int leaf in leaves)
        {
            ReadOnlySpan<double> value = Of(leaf);
            for (int k = 0; k < value.Length; k++)
            {
                mean[k] += value[k];
            }
        }

        Divide(mean);
    }

    private void Copy(ReadOnlySpan<int> leaves, Span<double> target)
    {
        for (int row = 0; row < leaves.Length; row++)
        {
            Of(leaves[row]).CopyTo(target.Slice(row * Width, Width));
        }
    }

    private void Add(ReadOnlySpan<int> leaves, Span<double> sums)
    {
        double[] values = _values;
        switch (Width)
        {
            case 1:
                for (int row = 0; row < leaves.Length; row++)
                {
                    sums[row] += values[leaves[row]];
                }

                break;
            case 2:
                for (int row = 0; row < leaves.Length; row++)
                {
                    int at = leaves[row] * 2;
                    sums[2 * row] += values[at];
                    sums[(2 * row) + 1] += values[at + 1];
                }

                break;
            default:
                for (int row = 0; row < leaves.Length; row++)
                {
                    ReadOnlySpan<double> value = values.AsSpan(leaves[row] * Width, Width);
                    Span<double> sum = sums.Slice(row * Width, Width);
                    for (int k = 0; k < sum.Length; k++)
                    {
                        sum[k] += value[k];
                    }
                }

                break;
        }
    }

    private void Divide(Span<double> sums)
    {
        double count = _isMean ? Forest.TreeCount : 1;
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] /= count;
        }
    }
}
