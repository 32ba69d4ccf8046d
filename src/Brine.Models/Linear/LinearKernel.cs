namespace Brine.Models;

/// <summary>A linear map of one row.</summary>
internal sealed class LinearKernel(LinearMap map) : RowKernel
{
    public override int InputCount => map.Inputs;

    public override int OutputCount => map.Outputs;

    public override void Run(ReadOnlySpan<double> row, Span<double> output) => map.Run(row, output);
}
