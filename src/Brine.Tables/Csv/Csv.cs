using Brine.Arrays;

namespace Brine.Tables;

/// <summary>
/// Reads CSV and TSV files as <c>pandas.read_csv</c> does: a header, then a row a line, each column as what it holds. A file of numbers
/// alone has no header. The names of columns that come again are numbered (<c>a</c>, <c>a.1</c>), a column without a name is <c>Unnamed:
/// 0</c>, which is how pandas writes its index.
/// </summary>
public static class Csv
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is written, where that should not be found out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ModelInputException">A row has more or fewer fields than the header, or the text is in another encoding, or its
    /// first line may be names or a row.</exception>
    public static Table Read(string path, CsvOptions? options = null) => Parse(File.ReadAllBytes(path), options);

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="bytes">The bytes: UTF-8, or what a byte order mark or the options say.</param>
    /// <param name="options">How it is written, where that should not be found out.</param>
    /// <param name="kinds">What a model knows of the columns, given their names; null to take every field for what it looks like.</param>
    /// <exception cref="ModelInputException">A row has more or fewer fields than the header, or there is nothing, or the text is in another
    /// encoding, or its first line may be names or a row.</exception>
    public static Table Parse(ReadOnlyMemory<byte> bytes, CsvOptions? options = null,
        Func<IReadOnlyList<string>, IReadOnlyList<ColumnKind>>? kinds = null) =>
        Parse(CsvContent.Read(bytes, options ?? CsvOptions.Default), kinds);

    internal static Table Parse(CsvContent content, Func<IReadOnlyList<string>, IReadOnlyList<ColumnKind>>? kinds)
    {
        IReadOnlyList<ColumnKind>? known = kinds?.Invoke(content.Names);
        return new Table(
            [.. content.Names.Select((name, index) => content.Column(index).Make(name, known is null ? ColumnKind.Any : known[index]))],
            content.RowCount);
    }

    /// <summary>The array of numbers that a table without names is; null where it has names, or holds anything but numbers.</summary>
    internal static NDArray? ToNumbers(Table table)
    {
        IReadOnlyList<Column> columns = table.Columns;
        if (columns.Any(
            column => column.Name.Length > 0 || column.DType.Kind is not ('i' or 'u' or 'f')
                || (column.Numbers is null && column.DType.Kind == 'f')))
        {
            return null;
        }

        int[] shape = columns.Count == 1 ? [table.RowCount] : [table.RowCount, columns.Count];
        return columns.All(column => column.DType.Kind == 'i')
            ? NDArray.Of(
                [.. Enumerable.Range(0, table.RowCount)
                    .SelectMany(row => columns.Select(column => column[row].TryGetInt64(out long value) ? value : 0))], shape)
            : NDArray.Of(table.ToMatrix().Values, shape);
    }
}
