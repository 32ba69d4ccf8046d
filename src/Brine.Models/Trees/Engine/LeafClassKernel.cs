using System.Buffers;
using System.Runtime.CompilerServices;

namespace Brine.Models;

/// <summary>The index of the class of one row: of a tree the class of its leaf, of a forest the largest mean.</summary>
/// <param name="means">The means.</param>
/// <param name="leafClasses">The class of each leaf of a single tree, or null in a forest.</param>
internal sealed class LeafClassKernel(LeafKernel means, int[]? leafClasses) : RowKernel
{
    private const int MaxOnStack = 512;

    public override int InputCount => means.InputCount;

    public override int OutputCount => 1;

    private protected override bool ChecksValues => true;

    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        if (leafClasses is not null)
        {
            int leaf = 0;
            LeafKernel.FindLeaves(means.Values.Forest, means.Values.Check, row, new Span<int>(ref leaf));
            output[0] = leafClasses[leaf];
            return;
        }

        RunForest(row, output);
    }

    internal override double[] RunAllCore(Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (leafClasses is not null)
        {
            return base.RunAllCore(matrix);
        }

        double[] all = means.RunAllCore(matrix);
        var indices = new double[matrix.RowCount];
        for (int row = 0; row < indices.Length; row++)
        {
            indices[row] = Labels.LargestIndex(all.AsSpan(row * means.OutputCount, means.OutputCount));
        }

        return indices;
    }

    // Apart: room on the stack costs the one tree its time.
    [MethodImpl(MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    private void RunForest(ReadOnlySpan<double> row, Span<double> output)
    {
        double[]? rented = means.OutputCount > MaxOnStack ? ArrayPool<double>.Shared.Rent(means.OutputCount) : null;
        Span<double> values = rented ?? stackalloc double[means.OutputCount];
        values = values[..means.OutputCount];
        means.RunCore(row, values);
        output[0] = Labels.LargestIndex(values);
        if (rented is not null)
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }
}
