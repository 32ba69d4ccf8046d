namespace Brine.Models;

/// <summary>The kernel of a <see cref="RowCombiner"/>: what the members answered comes in, the answer goes out.</summary>
/// <param name="inputCount">How many numbers all members answer.</param>
/// <param name="outputCount">How many numbers the answer has.</param>
/// <param name="combine">Makes the answer.</param>
internal sealed class CombineKernel(int inputCount, int outputCount, RowCombiner combine) : RowKernel
{
    public override int InputCount => inputCount;

    public override int OutputCount => outputCount;

    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output) => combine(row, output[..outputCount]);
}
