using System.Buffers;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>A named column beside others in an <see cref="AnswerTable"/>: a part of an answer, or a column of the data.</summary>
/// <param name="name">Its name.</param>
internal abstract class AnswerColumn(string name)
{
    /// <summary>The name, before columns of one name are told apart.</summary>
    internal string Name => name;

    /// <summary>True for an answer, false for a column of the data.</summary>
    internal abstract bool IsAnswer { get; }

    /// <summary>True where Python has single precision, whose shortest text is shorter.</summary>
    internal virtual bool IsSingle => false;

    /// <summary>A value.</summary>
    internal abstract PyValue this[int row] { get; }

    /// <summary>A value of a row that is none of the table that the data is, such as a row of a CSV with a field too many.</summary>
    internal virtual PyValue OddValue(int row) => default;

    /// <summary>Writes a number, or a field as the file has it, as the text of a CSV; false for all else.</summary>
    internal virtual bool TryWrite(int row, CsvFields fields, IBufferWriter<byte> output) => false;

    /// <summary>The text of a value in a CSV.</summary>
    internal virtual string? TextOf(PyValue value) => value.IsNone ? null : value.AsString()
        ?? (value.Kind == PyKind.Object ? PandasArray.TextOf(value) : value.ToString());

    /// <summary>The values of some rows as a column.</summary>
    /// <param name="title">The name of the column.</param>
    /// <param name="rows">The rows, -1 for one without a value; null for all.</param>
    /// <param name="first">The first of the rows.</param>
    /// <param name="count">How many rows there are.</param>
    internal Column ToColumn(string title, int[]? rows, int first, int count) => rows is null ? Part(title, first, count)
        : WithGaps(title, rows.AsSpan(first, count));

    /// <summary>The values of rows that follow each other.</summary>
    protected abstract Column Part(string title, int first, int count);

    private Column WithGaps(string title, ReadOnlySpan<int> rows)
    {
        var known = new List<int>(rows.Length);
        foreach (int row in rows)
        {
            if (row >= 0)
            {
                known.Add(row);
            }
        }

        Column whole = known.Count == 0 ? Part(title, 0, 0) : Part(title, 0, known.Max() + 1).SelectRows(known);
        return known.Count == rows.Length ? whole : ColumnGaps.Insert(whole, rows);
    }
}
