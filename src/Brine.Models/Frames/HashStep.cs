using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Counts the values of a row by their hashes: <c>int(md5(str(value)), 16) % count</c>.</summary>
/// <param name="Columns">The columns that are hashed.</param>
/// <param name="Count">How many columns come out, before those that are kept.</param>
public sealed record HashStep(IReadOnlyList<string> Columns, int Count) : FrameStep
{
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5351",
        Justification = "Python's encoder takes MD5; nothing is kept safe by it.")]
    internal override void Apply(FrameDraft frame)
    {
        var counts = new double[Count][];
        for (int c = 0; c < Count; c++)
        {
            counts[c] = new double[frame.RowCount];
        }

        var table = new Table([.. Columns.Select(name => frame[name])], frame.RowCount);

        // to_numpy: columns of numbers alone are of one dtype, which a number's text shows.
        bool isOfObjects = table.IsOfObjects || table.HasNullable;
        bool isOfFloats = !isOfObjects && table.Columns.Any(column => column.DType.Kind == 'f');
        Span<byte> digest = stackalloc byte[16];
        foreach (Column column in table.Columns)
        {
            for (int row = 0; row < frame.RowCount; row++)
            {
                if (TextOf(frame, column, row, isOfFloats) is { } text)
                {
                    MD5.HashData(Encoding.UTF8.GetBytes(text), digest);
                    counts[Remainder(digest)][row]++;
                }
            }
        }

        foreach (string name in Columns)
        {
            frame.Drop(name);
        }

        for (int c = 0; c < Count; c++)
        {
            frame.Insert(c, Column.OfNumbers("col_" + c.ToString(CultureInfo.InvariantCulture), counts[c], DType.Int64));
        }
    }

    /// <summary>Python's <c>str</c>; None is left out.</summary>
    private static string? TextOf(FrameDraft frame, Column column, int row, bool isOfFloats)
    {
        if (column.IsMissing(row))
        {
            PyValue cell = column[row];
            return column.Texts is not null ? (column.MissingIsNaN == false ? null : "nan")
                : cell.IsNone ? null : ColumnCells.IsNaN(cell) ? "nan" : throw Odd(frame, cell);
        }

        PyValue value = column[row];
        return value.AsString() ?? (value.Kind is PyKind.Int or PyKind.Float or PyKind.Bool
            ? (isOfFloats && value.TryGetDouble(out double number) ? (PyValue)number : value).ToString()
            : throw Odd(frame, value));
    }

    private static ModelInputException Odd(FrameDraft frame, PyValue value) =>
        frame.Refuse("InputKind", $"the value {ColumnCells.Show(value)} is neither text nor a number");

    private int Remainder(ReadOnlySpan<byte> digest)
    {
        ulong rest = 0;
        foreach (byte part in digest)
        {
            rest = ((rest << 8) | part) % (ulong)Count;
        }

        return (int)rest;
    }
}
