using System.Globalization;
using System.Text;
using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>A CSV as what Python would read it into: a frame, or an array where no line has names.</summary>
internal static class CsvInput
{
    /// <exception cref="PickleFormatException">The text is no table.</exception>
    internal static PyObject Read(ReadOnlyMemory<byte> bytes, int protocol)
    {
        try
        {
            using var reader = new StreamReader(new MemoryStream(bytes.ToArray()), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            var first = new List<string>();
            CsvReader rows = Csv.Open(reader, first);
            var columns = first.Select(_ => new List<string>()).ToArray();
            var row = new List<string>();
            while (rows.Read(row))
            {
                if (row.Count != columns.Length)
                {
                    throw Bad(string.Create(CultureInfo.InvariantCulture, $"line {rows.Line + 1} has {row.Count} field{(row.Count == 1 ? "" : "s")}, the first one has {columns.Length}"));
                }

                for (int i = 0; i < columns.Length; i++)
                {
                    columns[i].Add(row[i]);
                }
            }

            return TextColumn.IsNumbers(first) && columns.All(column => TextColumn.KindOf(column) is TextColumn.Ints or TextColumn.Floating || column.Count == 0)
                ? Matrix(first, columns).ToPickle(protocol)
                : DataFrame.Of([.. columns.Select((column, i) => (first[i], TextColumn.Read(column)))]).ToPickle(protocol);
        }
        catch (DecoderFallbackException)
        {
            throw Bad("it is not UTF-8");
        }
        catch (ModelInputException error)
        {
            throw Bad(error.Message);
        }
    }

    private static NDArray Matrix(List<string> first, List<string>[] columns)
    {
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i].Insert(0, first[i]);
        }

        int[] shape = columns.Length == 1 ? [columns[0].Count] : [columns[0].Count, columns.Length];
        if (columns.All(column => TextColumn.KindOf(column) == TextColumn.Ints))
        {
            long[][] integers = [.. columns.Select(column => column.Select(field => long.Parse(field.AsSpan().Trim(), CultureInfo.InvariantCulture)).ToArray())];
            return NDArray.Of(Rows(integers), shape);
        }

        return NDArray.Of(Rows([.. columns.Select(TextColumn.ToFloats)]), shape);
    }

    private static T[] Rows<T>(T[][] columns)
    {
        var rows = new T[columns.Length * columns[0].Length];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = columns[i % columns.Length][i / columns.Length];
        }

        return rows;
    }

    private static PickleFormatException Bad(string what) => new("FormatCsv", $"the text is no table: {what}");
}
