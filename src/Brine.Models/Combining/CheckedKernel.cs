namespace Brine.Models;

/// <summary>A kernel whose rows are held against the contract of another estimator than those that it is made of.</summary>
/// <param name="inner">The kernel.</param>
internal sealed class CheckedKernel(RowKernel inner) : RowKernel
{
    public override int InputCount => inner.InputCount;

    public override int OutputCount => inner.OutputCount;

    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output) => inner.Run(row, output);

    internal override double[] RunAllCore(Matrix matrix) => inner.RunAll(matrix);
}
