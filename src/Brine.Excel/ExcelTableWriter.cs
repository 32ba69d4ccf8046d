using System.IO.Compression;
using System.Text;

namespace Brine;

/// <summary>
/// Writes tables as the one sheet of a workbook (ECMA-376, SpreadsheetML), row by row in memory that does not grow with them. Text is
/// written as text, also where it begins like a formula.
/// </summary>
internal sealed class ExcelTableWriter : TableWriter
{
    /// <summary>Excel's own limits.</summary>
    private const int MostRows = 1_048_576, MostColumns = 16_384;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly ZipArchive _archive;
    private readonly StreamWriter _sheet;
    private readonly StringBuilder _row = new();
    private string[]? _letters;
    private int _rowNumber;

    internal ExcelTableWriter(Stream output)
    {
        _archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        foreach ((string name, string content) in ExcelParts.All)
        {
            using var part = new StreamWriter(Entry(name), Utf8);
            part.Write(content);
        }

        _sheet = new StreamWriter(Entry(ExcelParts.SheetName), Utf8, 1 << 16);
        _sheet.Write(ExcelParts.SheetStart);
    }

    /// <exception cref="ModelInputException">There are more rows or columns than a sheet holds, or a text is longer than a
    /// cell.</exception>
    public override void Write(Table rows)
    {
        ExcelCell[] columns = [.. rows.Columns.Select(ExcelCell.Of)];
        if (_letters is null)
        {
            Check(columns.Length <= MostColumns, $"{columns.Length} columns, and a sheet of Excel holds {MostColumns}");
            _letters = [.. Enumerable.Range(0, columns.Length).Select(Letters)];
            WriteRow((column, cell) => ExcelCell.WriteText(cell, rows.Columns[column].Name, "the name of a column"));
        }

        for (int row = 0; row < rows.RowCount; row++)
        {
            Check(_rowNumber < MostRows, $"more rows than the {MostRows - 1} that a sheet of Excel holds below its header");
            int at = row;
            WriteRow((column, cell) => columns[column].Write(cell, at));
        }
    }

    public override void Finish()
    {
        _sheet.Write(ExcelParts.SheetEnd);
        _sheet.Dispose();
        _archive.Dispose();
    }

    /// <summary>A file that was not finished is thrown away: nothing is left to write.</summary>
    protected override void Dispose(bool disposing)
    {
    }

    private static void Check(bool fits, string what)
    {
        if (!fits)
        {
            throw new ModelInputException("CannotTabulate", $"the answers have {what}: write them as .csv or .parquet");
        }
    }

    /// <summary>A to Z, AA to ZZ, AAA...</summary>
    private static string Letters(int column)
    {
        string letters = "";
        for (int left = column; left >= 0; left = (left / 26) - 1)
        {
            letters = (char)('A' + (left % 26)) + letters;
        }

        return letters;
    }

    private Stream Entry(string name) => _archive.CreateEntry(name, CompressionLevel.Fastest).Open();

    private void WriteRow(Action<int, StringBuilder> write)
    {
        _rowNumber++;
        _row.Clear().Append("<row r=\"").Append(_rowNumber).Append("\">");
        for (int i = 0; i < _letters!.Length; i++)
        {
            int start = _row.Length;
            _row.Append("<c r=\"").Append(_letters[i]).Append(_rowNumber).Append('"');
            int empty = _row.Length;
            write(i, _row);
            if (_row.Length == empty)
            {
                // Nothing is in the cell.
                _row.Length = start;
            }
        }

        _row.Append("</row>");
        _sheet.Write(_row);
    }
}
