namespace Brine.Models;

/// <summary>OneHotEncoder for a row of codes.</summary>
/// <param name="layout">Where each category goes.</param>
internal sealed class OneHotCodeKernel(OneHotLayout layout) : RowKernel
{
    public override int InputCount => layout.Categories.Count;

    public override int OutputCount => layout.ColumnCount;

    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        output[..layout.ColumnCount].Clear();
        for (int c = 0; c < row.Length; c++)
        {
            int target = layout.TargetOf(c, (int)row[c]);
            if (target >= 0)
            {
                output[target] = 1;
            }
        }
    }
}
