using System.Text;
using Brine.Models;

namespace Brine;

/// <summary>Reads the rows of a CSV file as RFC 4180 describes it: quotes, line ends inside quotes, any line end, a byte order mark.</summary>
internal sealed class CsvReader(TextReader reader, char separator)
{
    internal const int MaxField = 1 << 20;

    private readonly StringBuilder _field = new();
    private int _line = 1;

    /// <summary>The line on which the row read last begins, from 1.</summary>
    internal int Line { get; private set; }

    /// <summary>Reads one row; false at the end. Lines without content are passed over.</summary>
    internal bool Read(List<string> row)
    {
        row.Clear();
        while (reader.Peek() is '\r' or '\n')
        {
            Take();
        }

        if (reader.Peek() < 0)
        {
            return false;
        }

        Line = _line;
        while (true)
        {
            row.Add(ReadField());
            int next = reader.Peek();
            if (next == separator)
            {
                reader.Read();
                continue;
            }

            if (next == '\r')
            {
                reader.Read();
                next = reader.Peek();
            }

            if (next == '\n')
            {
                Take();
            }

            return true;
        }
    }

    private string ReadField()
    {
        _field.Clear();
        if (reader.Peek() != '"')
        {
            for (int next = reader.Peek(); next >= 0 && next != separator && next is not ('\r' or '\n'); next = reader.Peek())
            {
                Append((char)reader.Read());
            }

            return _field.ToString();
        }

        reader.Read();
        while (true)
        {
            int next = Take();
            if (next < 0)
            {
                throw new ModelInputException("InputCsv", $"line {Line} of the CSV opens a quote that is never closed");
            }

            if (next != '"')
            {
                Append((char)next);
                continue;
            }

            if (reader.Peek() != '"')
            {
                // Text behind the closing quote belongs to the field, as spreadsheets read it.
                for (next = reader.Peek(); next >= 0 && next != separator && next is not ('\r' or '\n'); next = reader.Peek())
                {
                    Append((char)reader.Read());
                }

                return _field.ToString();
            }

            Append((char)reader.Read());
        }
    }

    private void Append(char character)
    {
        if (_field.Length >= MaxField)
        {
            throw new ModelInputException("InputCsv", $"line {Line} of the CSV has a field of over {MaxField} characters");
        }

        _field.Append(character);
    }

    private int Take()
    {
        int character = reader.Read();
        _line += character == '\n' ? 1 : 0;
        return character;
    }
}
