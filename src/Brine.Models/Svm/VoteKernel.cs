namespace Brine.Models;

/// <summary>The index of the class that wins the votes of all pairs; with <c>break_ties</c> the largest one-versus-rest decision.</summary>
internal sealed class VoteKernel(PairwiseDecisions decisions, bool breaksTies) : RowKernel
{
    public override int InputCount => decisions.Features;

    public override int OutputCount => 1;

    public override void Run(ReadOnlySpan<double> row, Span<double> output)
    {
        double[] rented = System.Buffers.ArrayPool<double>.Shared.Rent(decisions.PairCount + decisions.ClassCount);
        Span<double> pairs = rented.AsSpan(0, decisions.PairCount);
        decisions.Run(row, pairs);
        if (breaksTies)
        {
            Span<double> scores = rented.AsSpan(decisions.PairCount, decisions.ClassCount);
            decisions.OneVersusRest(pairs, scores);
            output[0] = Labels.LargestIndex(scores);
        }
        else
        {
            output[0] = decisions.Vote(pairs);
        }

        System.Buffers.ArrayPool<double>.Shared.Return(rented);
    }
}
