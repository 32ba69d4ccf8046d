using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Fills what is missing in a column.</summary>
/// <param name="Column">The column.</param>
/// <param name="Value">What is put there: a number or a text.</param>
public sealed record FillStep(string Column, PyValue Value) : FrameStep
{
    internal override void Apply(FrameDraft frame)
    {
        Column column = frame[Column];
        if (!Enumerable.Range(0, column.Length).Any(column.IsMissing))
        {
            return;
        }

        frame.Replace(Column, column.Numbers is { } numbers && !column.IsNullable && Value.TryGetDouble(out double number)
            ? Tables.Column.OfNumbers(Column, Array.ConvertAll(numbers, value => double.IsNaN(value) ? number : value), column.DType)
            : column.Texts is { } texts && Value.AsString() is { } text
                ? Tables.Column.OfText(Column, Array.ConvertAll(texts, item => item ?? text), column.MissingIsNaN)
            : column.Times is null ? Tables.Column.OfCells(Column, [.. Enumerable.Range(0, column.Length)
                .Select(row => column.IsMissing(row) ? Value : column[row])])
            : throw frame.Refuse("InputKind", $"column '{Column}' is of times, with a gap"));
    }
}
