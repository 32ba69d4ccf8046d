namespace Brine.Models;

/// <summary>SimpleImputer for one row of numbers: the kept columns filled in, then the indicators.</summary>
internal sealed class ImputerKernel(MissingValue missing, int inputCount, int[] kept, double[] fills, int[] marked) : RowKernel
{
    public override int InputCount => inputCount;

    public override int OutputCount => kept.Length + marked.Length;

    public override void Run(ReadOnlySpan<double> row, Span<double> output)
    {
        for (int i = 0; i < kept.Length; i++)
        {
            double value = row[kept[i]];
            output[i] = missing.Matches(value) ? fills[kept[i]] : value;
        }

        for (int i = 0; i < marked.Length; i++)
        {
            output[kept.Length + i] = missing.Matches(row[marked[i]]) ? 1 : 0;
        }
    }
}
