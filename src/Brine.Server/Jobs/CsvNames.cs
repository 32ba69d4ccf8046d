using System.Text;

namespace Brine.Server;

/// <summary>Gives a CSV other names for its columns, while it is copied.</summary>
internal static class CsvNames
{
    private const int LongestHeader = 1 << 24;

    /// <summary>Copies a CSV as UTF-8, with another first line.</summary>
    /// <param name="from">The file.</param>
    /// <param name="to">The copy.</param>
    /// <param name="reading">How the file is written.</param>
    /// <param name="names">The names of its columns in the copy.</param>
    /// <param name="cancellationToken">Stops the copying.</param>
    internal static void Copy(string from, string to, FileReading reading, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(from, reading.IsLatin ? Encoding.Latin1 : new UTF8Encoding(false, true),
            detectEncodingFromByteOrderMarks: true);
        using var writer = new StreamWriter(to, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);
        if (reading.HasHeader)
        {
            SkipLine(reader);
        }

        WriteLine(writer, names, reading.Delimiter);
        var buffer = new char[1 << 16];
        for (int read = reader.Read(buffer); read > 0; read = reader.Read(buffer))
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.Write(buffer, 0, read);
        }
    }

    private static void SkipLine(StreamReader reader)
    {
        bool isQuoted = false, isBlank = true;
        for (int i = 0; i < LongestHeader; i++)
        {
            int character = reader.Read();
            isQuoted ^= character == '"';
            if (character < 0 || (!isQuoted && !isBlank && character is '\n' or '\r'))
            {
                if (character == '\r' && reader.Peek() == '\n')
                {
                    reader.Read();
                }

                return;
            }

            isBlank &= character is '\n' or '\r';
        }
    }

    private static void WriteLine(StreamWriter writer, IReadOnlyList<string> names, char delimiter)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (i > 0)
            {
                writer.Write(delimiter);
            }

            writer.Write('"');
            writer.Write(names[i].Replace("\"", "\"\"", StringComparison.Ordinal));
            writer.Write('"');
        }

        writer.Write('\n');
    }
}
