namespace Brine.Models;

/// <summary>OrdinalEncoder for a row of codes.</summary>
/// <param name="encoder">The encoder.</param>
internal sealed class OrdinalCodeKernel(OrdinalEncoder encoder) : RowKernel
{
    public override int InputCount => encoder.Categories.Count;

    public override int OutputCount => encoder.Categories.Count;

    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        for (int c = 0; c < row.Length; c++)
        {
            output[c] = encoder.NumberOf(c, (int)row[c]);
        }
    }
}
