using System.Globalization;

namespace Brine.Models;

/// <summary>OneHotEncoder for one row of numbers.</summary>
/// <param name="layout">Where each category goes.</param>
internal sealed class OneHotKernel(OneHotLayout layout) : RowKernel
{
    public override int InputCount => layout.Categories.Count;

    public override int OutputCount => layout.ColumnCount;

    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        output[..layout.ColumnCount].Clear();
        for (int c = 0; c < InputCount; c++)
        {
            int code = layout.Categories[c].CodeOf(row[c]);
            if (code < 0 && layout.RefusesUnknown)
            {
                throw layout.Categories.Unknown(c, null, row[c], "");
            }

            int target = layout.TargetOf(c, code);
            if (target >= 0)
            {
                output[target] = 1;
            }
        }
    }
}
