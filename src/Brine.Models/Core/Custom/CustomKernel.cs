namespace Brine.Models;

/// <summary>A function of the user's on one row.</summary>
internal sealed class CustomKernel(RowFunction function, int inputCount, int outputCount) : RowKernel
{
    public override int InputCount => inputCount;

    public override int OutputCount => outputCount;

    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output) => function(row, output[..outputCount]);
}
