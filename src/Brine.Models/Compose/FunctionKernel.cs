namespace Brine.Models;

/// <summary>A function on every number of a row.</summary>
internal sealed class FunctionKernel(Func<double, double> function, int count) : RowKernel
{
    public override int InputCount => count;

    public override int OutputCount => count;

    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        for (int i = 0; i < count; i++)
        {
            output[i] = function(row[i]);
        }
    }
}
