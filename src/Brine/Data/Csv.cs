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
    /// <param name="asText">True to leave every field as the text it is: no numbers, nothing missing.</param>
    /// <exception cref="ModelInputException">A row has more or fewer fields than the header, or there is no header.</exception>
    public static Table Parse(TextReader reader, bool asText = false)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var row = new List<string>();
        CsvReader rows = Open(reader, row);
        ColumnBuilder[] columns = [.. Distinct(row).Select(name => new ColumnBuilder(name, asText))];
        while (rows.Read(row))
        {
            if (row.Count != columns.Length)
            {
                throw new ModelInputException("InputCsv", $"line {rows.Line + 1} of the CSV has {row.Count} field{(row.Count == 1 ? "" : "s")}, its header has {columns.Length}");
            }

            for (int i = 0; i < columns.Length; i++)
            {
                columns[i].Add(row[i]);
            }
        }

        return new Table([.. columns.Select(column => column.Build())]);
    }

    /// <summary>Reads the first line that holds something into <paramref name="header"/>; the reader stands behind it.</summary>
    /// <exception cref="ModelInputException">There is no such line.</exception>
    internal static CsvReader Open(TextReader reader, List<string> header)
    {
        string? first = reader.ReadLine();
        while (first is not null && first.Length == 0)
        {
            first = reader.ReadLine();
        }

        if (first is null)
        {
            throw new ModelInputException("InputEmpty", "the data is empty; a CSV begins with a header, the names of its columns");
        }

        // A name may hold the end of a line, between quotes.
        while (first.Count(character => character == '"') % 2 == 1 && first.Length < CsvReader.MaxField && reader.ReadLine() is { } more)
        {
            first += "\n" + more;
        }

        char separator = Separator(first);
        using var line = new StringReader(first + "\n");
        new CsvReader(line, separator).Read(header);
        return new CsvReader(reader, separator);
    }

    /// <summary>A name that comes again is told apart by a number, as pandas does: a, a.1, a.2.</summary>
    private static List<string> Distinct(List<string> header)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var names = new List<string>(header.Count);
        foreach (string name in header.Select(field => field.Trim()))
        {
            string free = name;
            for (int i = 1; !seen.Add(free); i++)
            {
                free = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}.{i}");
            }

            names.Add(free);
        }

        return names;
    }

    private static char Separator(string header)
    {
        int commas = header.Count(character => character == ','), tabs = header.Count(character => character == '\t'), semicolons = header.Count(character => character == ';');
        return tabs > commas && tabs >= semicolons ? '\t' : semicolons > commas ? ';' : ',';
    }
}
