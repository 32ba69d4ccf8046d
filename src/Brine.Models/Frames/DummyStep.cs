using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Adds a column that says which rows have a value.</summary>
/// <param name="Column">The column that is looked at.</param>
/// <param name="Value">The value.</param>
/// <param name="Output">The name of the new column.</param>
public sealed record DummyStep(string Column, PyValue Value, string Output) : FrameStep
{
    internal override void Apply(FrameDraft frame)
    {
        Column column = frame[Column];
        var cells = new CellSet([Value]);
        frame.Add(Tables.Column.OfNumbers(Output,
            [.. Enumerable.Range(0, column.Length).Select(row => cells.Contains(column, row) ? 1.0 : 0.0)], DType.Int64));
    }
}
