namespace Brine.Models;

/// <summary>The index of the likeliest class of one row.</summary>
internal sealed class BayesClassKernel(RowKernel joint) : RowKernel
{
    private const int OnStack = 128;

    public override int InputCount => joint.InputCount;

    public override int OutputCount => 1;

    public override void Run(ReadOnlySpan<double> row, Span<double> output)
    {
        double[]? rented = joint.OutputCount <= OnStack ? null : System.Buffers.ArrayPool<double>.Shared.Rent(joint.OutputCount);
        Span<double> likelihoods = rented is null ? stackalloc double[OnStack] : rented;
        likelihoods = likelihoods[..joint.OutputCount];
        joint.Run(row, likelihoods);
        output[0] = Labels.LargestIndex(likelihoods);
        if (rented is not null)
        {
            System.Buffers.ArrayPool<double>.Shared.Return(rented);
        }
    }
}
