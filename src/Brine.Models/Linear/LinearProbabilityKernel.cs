namespace Brine.Models;

/// <summary>The probabilities of one row.</summary>
internal sealed class LinearProbabilityKernel(LinearMap map, ProbabilityRule rule) : RowKernel
{
    private const int OnStack = 128;

    public override int InputCount => map.Inputs;

    public override int OutputCount => Math.Max(2, map.Outputs);

    public override void Run(ReadOnlySpan<double> row, Span<double> output)
    {
        double[]? rented = map.Outputs <= OnStack ? null : System.Buffers.ArrayPool<double>.Shared.Rent(map.Outputs);
        Span<double> decisions = rented is null ? stackalloc double[OnStack] : rented;
        decisions = decisions[..map.Outputs];
        map.Run(row, decisions);
        LinearClassifier.ToProbabilities(rule, decisions, output[..OutputCount]);
        if (rented is not null)
        {
            System.Buffers.ArrayPool<double>.Shared.Return(rented);
        }
    }
}
