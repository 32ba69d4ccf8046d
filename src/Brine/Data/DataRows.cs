namespace Brine;

/// <summary>Rows of data as they were read.</summary>
/// <param name="Rows">The rows that make a table.</param>
/// <param name="Csv">The fields that they were read from, where they come from a CSV.</param>
/// <param name="Typed">The columns as the file has them, where a model takes them for something else.</param>
/// <param name="OddLines">The lines of JSON that do not fit into the table.</param>
internal sealed record DataRows(Features Rows, CsvContent? Csv = null, Table? Typed = null, IReadOnlyList<OddRow>? OddLines = null)
{
    /// <summary>The rows that do not fit into the table.</summary>
    internal IReadOnlyList<OddRow> Odd => Csv?.Ragged ?? OddLines ?? [];

    /// <summary>How many rows there are of both.</summary>
    internal int Count => Rows.RowCount + Odd.Count;

    /// <summary>The first rows.</summary>
    internal DataRows Take(long count) => Csv is null && Typed is null && OddLines is null && count < Rows.RowCount
        ? new DataRows(Rows.SelectRows([.. Enumerable.Range(0, (int)count)])) : this;
}
