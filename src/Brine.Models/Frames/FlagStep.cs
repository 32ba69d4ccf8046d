using Brine.Arrays;

namespace Brine.Models;

/// <summary>Adds a column that says where another one has gaps.</summary>
/// <param name="Column">The column.</param>
/// <param name="Output">The name of the new one.</param>
public sealed record FlagStep(string Column, string Output) : FrameStep
{
    internal override void Apply(FrameDraft frame)
    {
        Column column = frame[Column];
        frame.Add(Tables.Column.OfNumbers(Output,
            [.. Enumerable.Range(0, column.Length).Select(row => column.IsMissing(row) ? 1.0 : 0.0)], DType.Int64));
    }
}
