using System.Globalization;
using System.IO.Compression;
using System.Xml;
using Brine.Pickling;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace Brine;

/// <summary>Reads a sheet of a workbook at once: the first row has the names of the columns.</summary>
internal sealed class ExcelTableReader : TableReader
{
    private const long MostEmptyPlaces = 1 << 22;
    private const long MostPlacesOfACell = 64;

    private Table? _table;

    internal ExcelTableReader(Stream file, TableReadOptions options)
    {
        using (file)
        {
            try
            {
                CheckSizes(file);
                using IExcelDataReader reader = ExcelReaderFactory.CreateOpenXmlReader(file,
                    new ExcelReaderConfiguration { LeaveOpen = true });
                GoTo(reader, options.Sheet);
                _table = Read(reader);
            }
            catch (Exception error) when (error is ExcelReaderException or XmlException or InvalidDataException or FormatException
                or OverflowException or ArgumentException or IndexOutOfRangeException
                or KeyNotFoundException or InvalidOperationException or NullReferenceException or IOException or InvalidCastException)
            {
                string reason = error is ExcelReaderException or XmlException or InvalidDataException
                    ? $": {error.Message.ReplaceLineEndings(" ")}" : "";
                throw new ModelInputException("InputTable",
                    $"the workbook is corrupt, or written in a way that is not read{reason}");
            }
        }

        ColumnNames = [.. _table.Columns.Select(column => column.Name)];
    }

    public override IReadOnlyList<string> ColumnNames { get; }

    public override double Share => _table is null ? 1 : 0;

    public override Table? Read()
    {
        Table? table = _table;
        _table = null;
        return table;
    }

    protected override void Dispose(bool disposing) => _table = null;

    /// <summary>What the parts of the workbook claim to grow to is held against the limits before any is unpacked; one that grows beyond
    /// its claim is corrupt.</summary>
    private static void CheckSizes(Stream file)
    {
        Limits limits = Limits.Default;
        double most = Math.Max(64L << 20, Math.Min(limits.MaxDecompressionRatio * file.Length, limits.MaxDecompressedBytes));
        using (var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true))
        {
            double sum = archive.Entries.Sum(entry => (double)entry.Length);
            if (sum > most)
            {
                throw new PickleLimitException("LimitDecompression",
                    $"the workbook has {file.Length} bytes and would grow to {sum.ToString("F0", CultureInfo.InvariantCulture)}, over the "
                        + "limits");
            }
        }

        file.Position = 0;
    }

    private static void GoTo(IExcelDataReader reader, string? sheet)
    {
        var names = new List<string>();
        int wanted = sheet is not null && int.TryParse(sheet, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
            : sheet is null ? 0 : -1;
        do
        {
            if (sheet is not null && reader.Name == sheet)
            {
                return;
            }

            names.Add(reader.Name);
        }
        while (reader.NextResult());
        if (wanted < 0 || wanted >= names.Count)
        {
            throw new ModelInputException("InputSheet",
                $"the workbook has no sheet '{sheet}'; it has {string.Join(", ", names.Take(20))}{(names.Count > 20 ? "..." : "")}");
        }

        reader.Reset();
        for (int i = 0; i < wanted; i++)
        {
            reader.NextResult();
        }
    }

    private static Table Read(IExcelDataReader reader)
    {
        var rows = new List<object?[]>();
        int width = 0, filled = 0;
        long places = 0, cells = 0;
        while (reader.Read())
        {
            object?[] row = new object?[reader.FieldCount];
            int length = 0;
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = reader.GetValue(i);
                length = row[i] is null ? length : i + 1;
                cells += row[i] is null ? 0 : 1;
            }

            // One cell far away would make a table of millions of empty ones.
            places += row.Length;
            if (places > MostEmptyPlaces && places / MostPlacesOfACell > cells)
            {
                throw new PickleLimitException("LimitValues",
                    $"the sheet has {cells} cells in its first {rows.Count + 1} rows of {row.Length} columns: take out the cells that "
                        + "stand far from the table");
            }

            width = Math.Max(width, length);
            rows.Add(row[..length]);
            filled = length == 0 ? filled : rows.Count;
        }

        if (filled == 0)
        {
            throw new ModelInputException("InputEmpty", "the sheet is empty; its first row has the names of the columns");
        }

        List<string> names = CsvContent.Distinct([.. Enumerable.Range(0, width).Select(i => i < rows[0].Length ? NameOf(rows[0][i]) : "")]);
        return new Table([.. names.Select((name, i) =>
            ExcelColumn.Of(name, [.. rows.Skip(1).Take(filled - 1).Select(row => i < row.Length ? row[i] : null)]))]);
    }

    private static string NameOf(object? cell) => ExcelColumn.Cell(cell) is var value && value.AsString() is { } text ? text : value.IsNone
        ? "" : value.ToString();
}
