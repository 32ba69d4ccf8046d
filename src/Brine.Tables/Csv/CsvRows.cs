using System.Globalization;
using System.Runtime.CompilerServices;

namespace Brine.Tables;

/// <summary>Finds the fields of the rows of a CSV as RFC 4180 describes it: quotes, line ends inside quotes, any line end. Blank lines are
/// passed over.</summary>
internal ref struct CsvRows
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly byte _delimiter;
    private int _at;
    private long _nextLine;

    /// <param name="text">The rows.</param>
    /// <param name="delimiter">The character between fields.</param>
    /// <param name="firstLine">The line of the file on which they begin, from 1.</param>
    /// <param name="most">How many fields of a row are kept; those behind them are counted.</param>
    internal CsvRows(ReadOnlySpan<byte> text, byte delimiter, long firstLine = 1, int most = int.MaxValue)
    {
        Most = most;
        _text = text;
        _delimiter = delimiter;
        _nextLine = firstLine;
    }

    /// <summary>How many fields of a row are kept.</summary>
    internal int Most { get; set; }

    /// <summary>The place behind the row read last, and behind its line end.</summary>
    internal readonly int Position => _at;

    /// <summary>The line of the file that begins there.</summary>
    internal readonly long NextLine => _nextLine;

    /// <summary>The line on which the row read last begins, from 1.</summary>
    internal long Line { get; private set; }

    /// <summary>Reads one row into an array that grows as it must.</summary>
    /// <param name="fields">The fields that are kept.</param>
    /// <param name="count">How many of them are there.</param>
    /// <param name="numbers">Reads fields that are numbers; null where nobody does.</param>
    /// <param name="row">The place of the row among them.</param>
    /// <returns>The number of fields, also of those that were not kept; 0 at the end.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int Read(ref CsvField[] fields, int count, CsvNumbers? numbers = null, int row = 0)
    {
        SkipBlankLines();

        if (_at == _text.Length)
        {
            return 0;
        }

        Line = _nextLine;
        int read = 0;
        while (true)
        {
            int start = _at;
            int end = numbers is not null && read < Most ? numbers.Read(_text, start, read, row) : -1;
            end = end < 0 ? EndOfField(start, read) : end;
            if (end - start > CsvContent.MaxField)
            {
                throw Bad($"has a field of over {CsvContent.MaxField >> 20} MB, its field {read + 1}");
            }

            if (read < Most)
            {
                if (count == fields.Length)
                {
                    Array.Resize(ref fields, count < Array.MaxLength / 2 ? count * 2 : Array.MaxLength);
                }

                fields[count++] = new CsvField(start, end - start);
            }

            read++;
            _at = end;
            if (end < _text.Length && _text[end] == _delimiter)
            {
                _at++;
                continue;
            }

            EndLine();
            return read;
        }
    }

    private int EndOfField(int start, int field)
    {
        int end = _text[start..] is [(byte)'"', ..] ? EndOfQuoted(start, field) : start;
        int rest = _text[end..].IndexOfAny(_delimiter, (byte)'\n', (byte)'\r');
        return rest < 0 ? _text.Length : end + rest;
    }

    /// <summary>The place behind the last row whose end is in the text for certain; 0 where there is none. More of the text is still to
    /// come.</summary>
    internal int EndOfWholeRows()
    {
        int end = 0;
        while (_at < _text.Length)
        {
            if (_text[_at] == (byte)'"' && !TrySkipQuoted())
            {
                return end;
            }

            int rest = _text[_at..].IndexOfAny(_delimiter, (byte)'\n', (byte)'\r');
            if (rest < 0)
            {
                return end;
            }

            _at += rest + 1;
            if (_text[_at - 1] == _delimiter)
            {
                continue;
            }

            if (_at == _text.Length)
            {
                // A line feed may follow.
                return _text[_at - 1] == (byte)'\n' ? _at : end;
            }

            _at += _text[_at - 1] == (byte)'\r' && _text[_at] == (byte)'\n' ? 1 : 0;
            end = _at;
        }

        return end;
    }

    /// <summary>Goes behind the closing quote; false where the text ends before it, or with what may be the first of two quotes.</summary>
    private bool TrySkipQuoted()
    {
        int at = _at + 1;
        while (true)
        {
            int quote = _text[at..].IndexOf((byte)'"');
            if (quote < 0 || at + quote + 1 == _text.Length)
            {
                return false;
            }

            at += quote + 1;
            if (_text[at] != (byte)'"')
            {
                _at = at;
                return true;
            }

            at++;
        }
    }

    /// <summary>Passes over lines that hold nothing, or nothing but spaces.</summary>
    private void SkipBlankLines()
    {
        while (_at < _text.Length)
        {
            int spaces = _delimiter == (byte)' ' ? 0 : _text[_at..].IndexOfAnyExcept((byte)' ');
            int end = spaces < 0 ? _text.Length : _at + spaces;
            if (end < _text.Length && _text[end] is not ((byte)'\r' or (byte)'\n'))
            {
                return;
            }

            _at = end;
            EndLine();
        }
    }

    private void EndLine()
    {
        if (_at < _text.Length && _text[_at] == (byte)'\r')
        {
            _at++;
            _nextLine += _at < _text.Length && _text[_at] == (byte)'\n' ? 0 : 1;
        }

        if (_at < _text.Length && _text[_at] == (byte)'\n')
        {
            _at++;
            _nextLine++;
        }
    }

    /// <summary>The place behind the closing quote.</summary>
    private int EndOfQuoted(int start, int field)
    {
        int at = start + 1;
        while (true)
        {
            int quote = _text[at..].IndexOf((byte)'"');
            if (quote < 0)
            {
                throw Bad($"opens a quote that is never closed, in its field {field + 1}");
            }

            _nextLine += _text.Slice(at, quote).Count((byte)'\n');
            at += quote + 1;
            if (at < _text.Length && _text[at] == (byte)'"')
            {
                at++;
                continue;
            }

            return at;
        }
    }

    private readonly ModelInputException Bad(string what) =>
        new("InputCsv", string.Create(CultureInfo.InvariantCulture, $"line {Line} of the CSV {what}"));
}
