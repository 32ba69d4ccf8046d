using System.Text;
using Brine.Models;

namespace Brine;

/// <summary>Reads CSV and TSV files with a header, each column as what it holds.</summary>
public static class Csv
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ModelInputException">A row has more or fewer fields than the header.</exception>
    public static Table Read(string path)
    {
        using StreamReader reader = new(path, Encoding.UTF8);
        return Parse(reader);
    }

    /// <summary>Reads text: a header, and a row of as many fields on each line behind it. Commas, tabs or semicolons, by what the header has most of.</summary>
    /// <param name="reader">The text.</param>
    /// <exception cref="ModelInputException">A row has more or fewer fields than the header, or there is no header.</exception>
    public static Table Parse(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        string? first = reader.ReadLine();
        while (first is not null && first.Length == 0)
        {
            first = reader.ReadLine();
        }

        if (first is null)
        {
            throw new ModelInputException("InputEmpty", "the data is empty; a CSV begins with a header, the names of its columns");
        }

        char separator = Separator(first);
        var row = new List<string>();
        using var header = new StringReader(first + "\n");
        new CsvReader(header, separator).Read(row);
        ColumnBuilder[] columns = [.. row.Select(name => new ColumnBuilder(name.Trim()))];
        var rows = new CsvReader(reader, separator);
        while (rows.Read(row))
        {
            if (row.Count != columns.Length)
            {
                throw new ModelInputException("InputCsv", $"line {rows.Line + 1} of the CSV has {row.Count} fields, its header has {columns.Length}");
            }

            for (int i = 0; i < columns.Length; i++)
            {
                columns[i].Add(row[i]);
            }
        }

        return new Table([.. columns.Select(column => column.Build())]);
    }

    private static char Separator(string header)
    {
        int commas = header.Count(character => character == ','), tabs = header.Count(character => character == '\t'), semicolons = header.Count(character => character == ';');
        return tabs > commas && tabs >= semicolons ? '\t' : semicolons > commas ? ';' : ',';
    }
}
