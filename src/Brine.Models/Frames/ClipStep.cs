using Brine.Arrays;

namespace Brine.Models;

/// <summary>Cuts the numbers of a column off.</summary>
/// <param name="Column">The column.</param>
/// <param name="Least">The least number that stays, or null.</param>
/// <param name="Most">The largest number that stays, or null.</param>
public sealed record ClipStep(string Column, double? Least, double? Most) : FrameStep
{
    internal override void Apply(FrameDraft frame)
    {
        double[] values = Array.ConvertAll(frame.Numbers(Column), value => value > Most ? Most.Value : value);
        values = Array.ConvertAll(values, value => value < Least ? Least.Value : value);
        DType type = frame[Column].DType;
        frame.Replace(Column, Tables.Column.OfNumbers(Column, values,
            type.Kind == 'f' || Array.TrueForAll(values, double.IsInteger) ? type : DType.Float64));
    }
}
