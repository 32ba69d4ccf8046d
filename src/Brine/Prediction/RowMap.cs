namespace Brine;

/// <summary>Which rows of the data, and of the answers, the rows of a table have, where not every row of the file was asked about or
/// answered.</summary>
/// <param name="Data">For each row that of the data; <c>~n</c> for the row n of those that are no rows of the table; null where all are
/// the same.</param>
/// <param name="Answers">For each row that of the answers, -1 for none; null where all are the same.</param>
internal sealed record RowMap(int[]? Data, int[]? Answers)
{
    internal static RowMap Same { get; } = new(null, null);

    internal int RowOf(int row, AnswerColumn column) => RowsOf(column) is { } rows ? rows[row] : row;

    internal int[]? RowsOf(AnswerColumn column) => column is ReasonColumn ? null : column.IsAnswer ? Answers : Data;
}
