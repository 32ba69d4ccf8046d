using System.Text;

namespace Brine.Tables;

/// <summary>
/// Cuts one array of records, as <c>to_json(orient='records')</c> writes it, into parts. It looks for where records end and no further:
/// what is between its brackets is found out by whoever reads the part.
/// </summary>
/// <param name="stream">The file, at its beginning.</param>
/// <param name="blockBytes">About how many bytes are in a part.</param>
internal sealed class JsonArrayReader(Stream stream, int blockBytes) : JsonPartReader
{
    /// <summary>A record longer than this is none.</summary>
    private const int MostBytesOfARecord = 1 << 28;

    private byte[] _left = [];
    private State _state;
    private long _line = 1;
    private long _column;

    /// <summary>What is expected next.</summary>
    private enum State
    {
        Bracket,
        FirstRecord,
        CommaOrBracket,
        Record,
        Nothing,
    }

    /// <summary>True where a text begins with an array whose first item is an object.</summary>
    internal static bool IsRecords(ReadOnlySpan<byte> start) =>
        start.TrimStart(" \t\r\n\ufeff"u8) is [(byte)'[', .. var rest] && rest.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];

    internal override JsonPart? Read()
    {
        byte[] buffer = GC.AllocateUninitializedArray<byte>(Math.Max(blockBytes, _left.Length * 2));
        _left.CopyTo(buffer, 0);
        int count = _left.Length, at = 0;
        _left = [];
        while (true)
        {
            int read = stream.ReadAtLeast(buffer.AsSpan(count), buffer.Length - count, throwOnEndOfStream: false);
            bool isAtEnd = count + read < buffer.Length;
            count += read;
            bool hasRecord = Scan(buffer.AsSpan(0, count), ref at);
            if (isAtEnd && _state != State.Nothing)
            {
                throw Bad("it ends in the middle of a value", buffer.AsSpan(0, count));
            }

            if (hasRecord)
            {
                _left = buffer[at..count];
                var part = new JsonPart(buffer.AsMemory(0, at), _line, _column);
                Pass(buffer.AsSpan(0, at));
                return part;
            }

            if (isAtEnd)
            {
                return null;
            }

            if (buffer.Length >= MostBytesOfARecord)
            {
                throw Bad($"a record does not end within {MostBytesOfARecord >> 20} MB", buffer.AsSpan(0, at));
            }

            Array.Resize(ref buffer, buffer.Length * 2);
        }
    }

    /// <summary>Goes over whole records, and takes out what stands between them.</summary>
    /// <param name="text">What has been read.</param>
    /// <param name="at">Where to begin, and where the first record begins that is not whole.</param>
    /// <returns>True where a record ended.</returns>
    private bool Scan(Span<byte> text, ref int at)
    {
        bool hasRecord = false;
        while (true)
        {
            int spaces = text[at..].IndexOfAnyExcept(" \t\r\n"u8);
            at = spaces < 0 ? text.Length : at + spaces;
            if (at == text.Length)
            {
                return hasRecord;
            }

            byte next = text[at];
            if (_state is State.FirstRecord or State.Record && next == (byte)'{')
            {
                int end = EndOfRecord(text, at);
                if (end < 0)
                {
                    return hasRecord;
                }

                (at, hasRecord, _state) = (end, true, State.CommaOrBracket);
                continue;
            }

            if (_state == State.Bracket && at == 0 && text.StartsWith("\ufeff"u8))
            {
                at = 3;
                continue;
            }

            _state = (_state, next) switch
            {
                (State.Bracket, (byte)'[') => State.FirstRecord,
                (State.CommaOrBracket, (byte)',') => State.Record,
                (State.CommaOrBracket or State.FirstRecord, (byte)']') => State.Nothing,
                (State.CommaOrBracket, _) => throw Bad("']' or ',' was expected", text[..at]),
                (State.Nothing, _) => throw Bad("something stands after the value", text[..at]),
                _ => throw Bad("a record is an object of column names and values", text[..at]),
            };
            text[at++] = (byte)' ';
        }
    }

    /// <summary>The place behind the closing bracket of a record; negative where it is not there yet.</summary>
    private static int EndOfRecord(ReadOnlySpan<byte> text, int start)
    {
        int depth = 0;
        for (int at = start; ; at++)
        {
            int next = text[at..].IndexOfAny("{}[]\""u8);
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (text[at] == (byte)'"')
            {
                at = EndOfText(text, at + 1);
                if (at < 0)
                {
                    return -1;
                }

                continue;
            }

            depth += text[at] is (byte)'{' or (byte)'[' ? 1 : -1;
            if (depth == 0)
            {
                return at + 1;
            }
        }
    }

    /// <summary>The place of the quote that closes a text; negative where it is not there yet.</summary>
    private static int EndOfText(ReadOnlySpan<byte> text, int at)
    {
        while (true)
        {
            int next = at < text.Length ? text[at..].IndexOfAny((byte)'"', (byte)'\\') : -1;
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (text[at] == (byte)'"')
            {
                return at;
            }

            at += 2;
        }
    }

    /// <summary>Counts lines and characters.</summary>
    private void Pass(ReadOnlySpan<byte> text)
    {
        int lines = text.Count((byte)'\n');
        _column = (lines > 0 ? 0 : _column) + Encoding.UTF8.GetCharCount(text[(text.LastIndexOf((byte)'\n') + 1)..]);
        _line += lines;
    }

    private ModelInputException Bad(string what, ReadOnlySpan<byte> before)
    {
        Pass(before);
        return JsonTable.Bad($"the text is not JSON: {what} (line {_line}, column {_column + 1})");
    }
}
