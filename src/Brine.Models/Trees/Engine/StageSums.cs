using System.Buffers;
using System.Runtime.CompilerServices;

namespace Brine.Models;

/// <summary>Adds the leaves of trees to sums, where tree number t belongs to sum t % width, in the order of the trees.</summary>
/// <param name="forest">The trees.</param>
/// <param name="width">How many sums a row has.</param>
/// <param name="leafValues">One number for each leaf.</param>
/// <param name="check">What rows may hold; null where they may hold anything.</param>
internal sealed class StageSums(CompiledForest forest, int width, double[] leafValues, RowCheck? check)
{
    private const int MaxOnStack = 4096;

    internal CompiledForest Forest => forest;

    internal int Width => width;

    internal int StageCount => forest.TreeCount / width;

    /// <summary>Adds the leaves of all rows.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="sums">The sums that the rows start with; afterwards those after the last stage.</param>
    /// <param name="stages">Room for the sums after each stage, or null.</param>
    internal void Add(Features x, double[] sums, double[][]? stages)
    {
        Features rows = x is SparseMatrix ? x : x.ToMatrix();
        using var keys = new RowKeys(forest, check);
        int[] leaves = ArrayPool<int>.Shared.Rent(keys.BlockRows);
        for (int start = 0; start < x.RowCount; start += keys.BlockRows)
        {
            int count = Math.Min(keys.BlockRows, x.RowCount - start);
            Span<double> block = sums.AsSpan(start * width, count * width);
            CompiledForest walked = keys.Fill(rows, start, count);
            for (int tree = 0; tree < forest.TreeCount; tree++)
            {
                walked.FindLeaves(tree, keys, leaves);
                Add(leaves.AsSpan(0, count), block[(tree % width)..]);
                if (stages is not null && (tree + 1) % width == 0)
                {
                    block.CopyTo(stages[tree / width].AsSpan(start * width));
                }
            }
        }

        ArrayPool<int>.Shared.Return(leaves);
    }

    /// <summary>Adds the leaves of one row.</summary>
    [SkipLocalsInit]
    internal void Add(ReadOnlySpan<double> row, Span<double> sums)
    {
        int trees = forest.TreeCount;
        int[]? rented = trees > MaxOnStack ? ArrayPool<int>.Shared.Rent(trees) : null;
        Span<int> leaves = rented ?? stackalloc int[trees];
        leaves = leaves[..trees];
        LeafKernel.FindLeaves(forest, check, row, leaves);
        if (width == 1)
        {
            double sum = sums[0];
            foreach (int leaf in leaves)
            {
                sum += leafValues[leaf];
            }

            sums[0] = sum;
        }
        else
        {
            for (int tree = 0, k = 0; tree < leaves.Length; tree++, k = k + 1 == width ? 0 : k + 1)
            {
                sums[k] += leafValues[leaves[tree]];
            }
        }

        if (rented is not null)
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    private void Add(ReadOnlySpan<int> leaves, Span<double> sums)
    {
        double[] values = leafValues;
        for (int row = 0, at = 0; row < leaves.Length; row++, at += width)
        {
            sums[at] += values[leaves[row]];
        }
    }
}
