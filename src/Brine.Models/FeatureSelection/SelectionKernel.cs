namespace Brine.Models;

/// <summary>The kept columns of one row.</summary>
/// <param name="inputCount">How many numbers a row has.</param>
/// <param name="kept">The places of those that are kept.</param>
internal sealed class SelectionKernel(int inputCount, int[] kept) : RowKernel
{
    public override int InputCount => inputCount;

    public override int OutputCount => kept.Length;

    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        for (int i = 0; i < kept.Length; i++)
        {
            output[i] = row[kept[i]];
        }
    }
}
