using Brine.Pickling;

namespace Brine.Models;

/// <summary>Replaces all values of a column but some; what is missing stays.</summary>
/// <param name="Column">The column.</param>
/// <param name="Kept">The values that stay.</param>
/// <param name="Replacement">What stands for all others.</param>
public sealed record RareStep(string Column, IReadOnlyList<PyValue> Kept, PyValue Replacement) : FrameStep
{
    internal override void Apply(FrameDraft frame)
    {
        Column column = frame[Column];
        var kept = new CellSet(Kept);
        bool[] stays = [.. Enumerable.Range(0, column.Length).Select(row => column.IsMissing(row) || kept.Contains(column, row))];
        if (Array.TrueForAll(stays, stay => stay))
        {
            return;
        }

        frame.Replace(Column, column.Texts is { } texts && Replacement.AsString() is { } text
            ? Tables.Column.OfText(Column, [.. texts.Select((item, row) => stays[row] ? item : text)], column.MissingIsNaN)
            : Tables.Column.OfCells(Column, [.. Enumerable.Range(0, column.Length).Select(row => stays[row] ? column[row] : Replacement)]));
    }
}
