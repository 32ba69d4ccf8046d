using Brine.Arrays;

namespace Brine.Models;

/// <summary>Puts a column of one whole number before all others.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Value">The number.</param>
public sealed record ConstantStep(string Column, long Value) : FrameStep
{
    internal override void Apply(FrameDraft frame)
    {
        var values = new double[frame.RowCount];
        Array.Fill(values, Value);
        frame.Insert(0, Tables.Column.OfNumbers(Column, values, DType.Int64));
    }
}
