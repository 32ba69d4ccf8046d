namespace Brine.Models;

/// <summary>Passes a row through.</summary>
/// <param name="count">How many numbers a row has.</param>
internal sealed class CopyKernel(int count) : RowKernel
{
    public override int InputCount => count;

    public override int OutputCount => count;

    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output) => row[..count].CopyTo(output);
}
