namespace Brine.Models;

/// <summary>The probabilities of one row.</summary>
internal sealed class BayesProbabilityKernel(RowKernel joint) : RowKernel
{
    public override int InputCount => joint.InputCount;

    public override int OutputCount => joint.OutputCount;

    public override void Run(ReadOnlySpan<double> row, Span<double> output)
    {
        joint.Run(row, output);
        BayesModel.Normalize(output[..OutputCount], takeExp: true);
    }
}
