using System.Buffers;
using System.Runtime.CompilerServices;

namespace Brine.Models;

/// <summary>The mean of the leaves of one row; a row of float64 is cast to float32 first, as scikit-learn casts it.</summary>
internal sealed class LeafKernel(LeafValues values) : RowKernel
{
    private const int MaxOnStack = 4096;

    internal LeafValues Values => values;

    public override int InputCount => values.Forest.FeatureCount;

    public override int OutputCount => values.Width;

    private protected override bool ChecksValues => true;

    [SkipLocalsInit]
    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        int trees = values.Forest.TreeCount;
        if (trees == 1)
        {
            int leaf = 0;
            FindLeaves(values.Forest, values.Check, row, new Span<int>(ref leaf));
            values.Of(leaf).CopyTo(output);
            return;
        }

        int[]? rented = trees > MaxOnStack ? ArrayPool<int>.Shared.Rent(trees) : null;
        Span<int> leaves = rented ?? stackalloc int[trees];
        leaves = leaves[..trees];
        FindLeaves(values.Forest, values.Check, row, leaves);
        values.Of(leaves, output[..values.Width]);
        if (rented is not null)
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    internal override double[] RunAllCore(Matrix matrix) => values.Of(matrix);

    /// <summary>The leaf in every tree.</summary>
    [SkipLocalsInit]
    internal static void FindLeaves(CompiledForest forest, RowCheck? check, ReadOnlySpan<double> row, Span<int> leaves)
    {
        row = row[..forest.FeatureCount];
        int count = forest.ColumnCount;
        int[]? rented = count > MaxOnStack ? ArrayPool<int>.Shared.Rent(count) : null;
        Span<int> keys = rented ?? stackalloc int[count];
        keys = keys[..count];
        if (forest.Ranks is { } ranks ? ranks.TryFill(row, keys) : TreeKey.TryConvert(row, keys))
        {
            forest.FindLeaves(keys, leaves);
        }
        else
        {
            FindLeavesMissing(forest, check, row, leaves);
        }

        if (rented is not null)
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    private static void FindLeavesMissing(CompiledForest forest, RowCheck? check, ReadOnlySpan<double> row, Span<int> leaves)
    {
        check?.Require(row, forest.FeatureCount, null, null);
        forest = forest.WithMissing;
        int[] keys = ArrayPool<int>.Shared.Rent(forest.KeyCount);
        RowKeys.FillRowMissing(forest, row, keys);
        forest.FindLeaves(keys.AsSpan(0, forest.KeyCount), leaves);
        ArrayPool<int>.Shared.Return(keys);
    }
}
