using Brine.Containers;
using Brine.Pickling;
using Brine.Tables;

namespace Brine.Server;

/// <summary>The columns and the first rows of a file.</summary>
/// <param name="Names">The columns.</param>
/// <param name="Rows">The first rows, as texts.</param>
/// <param name="Sheets">The sheets of a workbook; none for other files.</param>
internal sealed record FilePreview(IReadOnlyList<string> Names, IReadOnlyList<string[]> Rows, IReadOnlyList<string> Sheets)
{
    /// <summary>As much of a file is looked at.</summary>
    internal const int HeadBytes = 1 << 20;

    private const int RowCount = 6;

    /// <summary>The beginning of a file.</summary>
    internal static byte[] HeadOf(string path)
    {
        using FileStream file = File.OpenRead(path);
        var head = new byte[HeadBytes];
        return head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }

    /// <summary>What a file is, by its content; unknown where it is no text and nothing else that is known.</summary>
    internal static FileFormat FormatOf(string path, ReadOnlySpan<byte> head)
    {
        FileFormat format = Detector.DetectCodec(head) == Codec.None ? Detector.DetectFormat(head) : FileFormat.Unknown;
        if (head.StartsWith("PK\x03\x04"u8))
        {
            return WorkbookParts.IsWorkbook(path) ? FileFormat.Excel : FileFormat.Zip;
        }

        return format is not (FileFormat.Text or FileFormat.Unknown) ? format
            : head.Contains((byte)0) && !CsvEncoding.IsWide(head) ? FileFormat.Unknown : FileFormat.Csv;
    }

    /// <exception cref="ModelInputException">The file cannot be read so.</exception>
    internal static FilePreview Of(string path, FileFormat format, FileReading reading, IReadOnlyList<TableFormat> formats, Limits limits)
    {
        if (TableFormat.Of(formats, format) is { } tables)
        {
            using TableReader reader = tables.Open(File.OpenRead(path), new TableReadOptions { Sheet = reading.Sheet });
            IReadOnlyList<string> sheets = format == FileFormat.Excel ? WorkbookParts.SheetsOf(path) : [];
            return Of(reader.ColumnNames, reader.Read(), sheets);
        }

        if (format != FileFormat.Csv)
        {
            throw new ModelInputException("InputFormat",
                "the file is no CSV, and no workbook or table of another form that this server reads; it reads CSV"
                    + string.Concat(formats.Select(known => ", " + known.Name)));
        }

        byte[] head = HeadOf(path);
        if (head.Length == 0)
        {
            throw new ModelInputException("InputEmpty", "the file is empty");
        }

        // Rows of another width come back with the reason; here they are passed over.
        Table rows = Csv.Parse(CsvContent.Read(CsvDialect.Cut(head), reading.Csv, keepsRagged: true), null);
        return Of([.. rows.Columns.Select((column, i) => reading.HasHeader ? column.Name : $"{i}")], rows, []);
    }

    private static FilePreview Of(IReadOnlyList<string> names, Table? rows, IReadOnlyList<string> sheets) => new(names,
        [.. Enumerable.Range(0, Math.Min(RowCount, rows?.RowCount ?? 0)).Select(row =>
            rows!.Columns.Select(column => column.TextAt(row) ?? "").ToArray())], sheets);
}
