using Brine.Arrays;

namespace Brine.Tables;

/// <summary>
/// Reads CSV and TSV files as <c>pandas.read_csv</c> does: a header, then a row a line, each column as what it holds. The names of columns that
/// come again are numbered (<c>a</c>, <c>a.1</c>), a column without a name is <c>Unnamed: 0</c>, which is how pandas writes its index.
/// </summary>
public static class Csv
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is written, where that should not be found out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ModelInputException">A row has more or fewer fields than the header, or the text is in another encoding.</exception>
    public static Table Read(string path, CsvOptions? options = null) => Parse(File.ReadAllBytes(path), options);

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="bytes">The bytes: UTF-8, or what a byte order mark or the options say.</param>
    /// <param name="options">How it is written, where that should not be found out.</param>
    /// <param name="kinds">What a model knows of the columns, given their names; null to take every field for what it looks like.</param>
    /// <exception cref="ModelInputException">A row has more or fewer fields than the header, or there is none, or the text is in another encoding.</exception>
    public static Table Parse(ReadOnlyMemory<byte> bytes, CsvOptions? options = null, Func<IReadOnlyList<string>, IReadOnlyList<ColumnKind>>? kinds = null)
    {
        options ??= CsvOptions.Default;
        CsvContent content = CsvContent.Read(bytes, options);
        IReadOnlyList<ColumnKind>? known = kinds?.Invoke(content.Names);
        return new Table([.. content.Names.Select((name, index) => content.Column(index).Make(name, known is null ? ColumnKind.Any : known[index]))], content.RowCount);
    }

    /// <summary>Reads an array of numbers of a file in which no line has names; null where the first line holds anything but numbers, or another column does.</summary>
    internal static NDArray? ParseNumbers(ReadOnlyMemory<byte> bytes, CsvOptions options)
    {
        CsvContent content = CsvContent.Read(bytes, options with { HasHeader = false });
        Column[] columns = new Column[content.Names.Count];
        for (int i = 0; i < columns.Length; i++)
        {
            CsvColumn column = content.Column(i);
            if (!column.StartsWithNumber || column.TryNumbers("") is not { } numbers)
            {
                return null;
            }

            columns[i] = numbers;
        }

        var table = new Table(columns, content.RowCount);
        int[] shape = columns.Length == 1 ? [content.RowCount] : [content.RowCount, columns.Length];
        return columns.All(column => column.DType.Kind == 'i')
            ? NDArray.Of([.. Enumerable.Range(0, content.RowCount).SelectMany(row => columns.Select(column => column[row].TryGetInt64(out long value) ? value : 0))], shape)
            : NDArray.Of(table.ToMatrix().Values, shape);
    }
}
