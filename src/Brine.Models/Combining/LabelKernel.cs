namespace Brine.Models;

/// <summary>The class of a classifier as the number that stands for it in another estimator.</summary>
/// <param name="inner">Gives the index of the class.</param>
/// <param name="values">The number of each class.</param>
internal sealed class LabelKernel(RowKernel inner, double[] values) : RowKernel
{
    public override int InputCount => inner.InputCount;

    public override int OutputCount => 1;

    /// <summary>The kernel inside looks at the row.</summary>
    private protected override bool ChecksValues => true;

    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        inner.Run(row, output);
        output[0] = values[(int)output[0]];
    }

    internal override double[] RunAllCore(Matrix matrix) => Array.ConvertAll(inner.RunAll(matrix), index => values[(int)index]);
}
