namespace Brine.Models;

/// <summary>The index of the winning class of one row.</summary>
internal sealed class LinearClassKernel(LinearMap map) : RowKernel
{
    private const int OnStack = 128;

    public override int InputCount => map.Inputs;

    public override int OutputCount => 1;

    public override void Run(ReadOnlySpan<double> row, Span<double> output)
    {
        double[]? rented = map.Outputs <= OnStack ? null : System.Buffers.ArrayPool<double>.Shared.Rent(map.Outputs);
        Span<double> decisions = rented is null ? stackalloc double[OnStack] : rented;
        decisions = decisions[..map.Outputs];
        map.Run(row, decisions);
        output[0] = decisions.Length == 1 ? (decisions[0] > 0 ? 1 : 0) : Labels.LargestIndex(decisions);
        if (rented is not null)
        {
            System.Buffers.ArrayPool<double>.Shared.Return(rented);
        }
    }
}
