using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Unicode;
using Brine.Pickling;

namespace Brine.Tables;

/// <summary>
/// JSON as Python's <c>json.loads</c> reads it: dicts, lists, text, ints of any size, floats, bools, None, and the words <c>NaN</c>,
/// <c>Infinity</c> and <c>-Infinity</c> that Python writes.
/// </summary>
internal sealed class JsonText
{
    /// <summary>Python's own limit.</summary>
    private const int MostDigits = 4300;

    private readonly ReadOnlyMemory<byte> _text;
    private readonly int _maxDepth;
    private readonly bool _refusesRepeats;
    /// <summary>Keys in quotes, as they stand in the text, and what they are: records have the same ones in the same order.</summary>
    private readonly List<(int Start, int Length, string Key)> _keys = [];
    private readonly Stack<(PyReference Container, string? Key)> _open = new();
    private int _nextKey;
    private int _at;
    private long _firstLine = 1;
    private long _firstColumn;

    private JsonText(ReadOnlyMemory<byte> text, int maxDepth, bool refusesRepeats)
    {
        _text = text;
        _maxDepth = maxDepth;
        _refusesRepeats = refusesRepeats;
    }

    private ReadOnlySpan<byte> Rest => _text.Span[_at..];

    /// <summary>Reads one value, and nothing but white space after it.</summary>
    /// <exception cref="PickleFormatException">The text is not JSON, or nests deeper than the limits allow.</exception>
    internal static PyValue Read(ReadOnlyMemory<byte> bytes, Limits limits)
    {
        JsonText reader = Open(bytes, limits);
        PyValue value = reader.ReadValue();
        return reader.IsAtEnd() ? value : throw reader.Bad("something stands after the value");
    }

    /// <summary>Reads a text that is one number, string, word or null and nothing else: as a table it would be a header only.</summary>
    internal static bool TryReadScalar(ReadOnlyMemory<byte> bytes, Limits limits, out PyValue value)
    {
        value = default;
        if (bytes.Span.TrimStart(" \t\r\n\ufeff"u8) is [(byte)'[' or (byte)'{', ..])
        {
            return false;
        }

        try
        {
            value = Read(bytes, limits);
            return true;
        }
        catch (PickleFormatException)
        {
            return false;
        }
    }

    /// <summary>Reads the values of a text that has one a line, or several with white space between them.</summary>
    /// <exception cref="PickleFormatException">The text is not JSON, or nests deeper than the limits allow.</exception>
    /// <param name="bytes">The text, in UTF-8.</param>
    /// <param name="limits">How much it may ask for.</param>
    /// <param name="firstLine">The number of its first line, for messages.</param>
    /// <param name="firstColumn">How many characters of that line stand before it.</param>
    /// <param name="refusesRepeats">Whether an object may not have a key twice; Python takes the last one.</param>
    internal static List<PyValue> ReadAll(ReadOnlyMemory<byte> bytes, Limits limits, long firstLine = 1, long firstColumn = 0,
        bool refusesRepeats = false)
    {
        JsonText reader = Open(bytes, limits, refusesRepeats);
        (reader._firstLine, reader._firstColumn) = (firstLine, firstColumn);
        var values = new List<PyValue>();
        while (!reader.IsAtEnd())
        {
            values.Add(reader.ReadValue());
        }

        return values;
    }

    private static JsonText Open(ReadOnlyMemory<byte> bytes, Limits limits, bool refusesRepeats = false)
    {
        ReadOnlyMemory<byte> text = bytes.Span.StartsWith("\ufeff"u8) ? bytes["\ufeff"u8.Length..] : bytes;
        return Utf8.IsValid(text.Span) ? new JsonText(text, limits.MaxDepth, refusesRepeats)
            : throw new PickleFormatException("FormatJson", "the JSON is not UTF-8");
    }

    private bool IsAtEnd()
    {
        SkipSpace();
        return _at == _text.Length;
    }

    private void SkipSpace()
    {
        ReadOnlySpan<byte> text = _text.Span;
        while (_at < text.Length && text[_at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            _at++;
        }
    }

    private byte Peek()
    {
        SkipSpace();
        return _at < _text.Length ? _text.Span[_at] : throw Bad("it ends in the middle of a value");
    }

    private PyValue ReadValue()
    {
        Stack<(PyReference Container, string? Key)> open = _open;
        while (true)
        {
            PyValue value = ReadStart(open, out bool isOpened);
            if (isOpened)
            {
                continue;
            }

            // A value is complete: it goes into what is around it, which may be complete with it.
            while (true)
            {
                if (open.Count == 0)
                {
                    return value;
                }

                (PyReference container, string? key) = open.Pop();
                Put(container, key, value);
                byte next = Peek();
                _at++;
                byte end = container is PyList ? (byte)']' : (byte)'}';
                if (next == (byte)',')
                {
                    open.Push((container, container is PyList ? null : ReadKey()));
                    break;
                }

                value = next == end ? container : throw Bad($"'{(char)end}' or ',' was expected", 1);
            }
        }
    }

    /// <summary>Reads a value that stands for itself, or opens a list or dict that holds something.</summary>
    private PyValue ReadStart(Stack<(PyReference Container, string? Key)> open, out bool isOpened)
    {
        isOpened = false;
        byte first = Peek();
        switch (first)
        {
            case (byte)'[' or (byte)'{':
                _at++;
                if (open.Count >= _maxDepth)
                {
                    throw new PickleLimitException("LimitDepth", $"the JSON nests deeper than {_maxDepth}");
                }

                PyReference container = first == (byte)'[' ? new PyList() : new PyDict();
                if (Peek() == (first == (byte)'[' ? (byte)']' : (byte)'}'))
                {
                    _at++;
                    return container;
                }

                open.Push((container, first == (byte)'[' ? null : ReadKey()));
                isOpened = true;
                return default;
            case (byte)'"':
                return ReadString();
            case (byte)'t':
                return Word("true"u8, PyValue.True);
            case (byte)'f':
                return Word("false"u8, PyValue.False);
            case (byte)'n':
                return Word("null"u8, default);
            case (byte)'N':
                return Word("NaN"u8, ColumnCells.NaN);
            case (byte)'I':
                return Word("Infinity"u8, double.PositiveInfinity);
            default:
                return Rest.StartsWith("-I"u8) ? Word("-Infinity"u8, double.NegativeInfinity) : ReadNumber();
        }
    }

    private void Put(PyReference container, string? key, PyValue value)
    {
        if (container is PyList list)
        {
            list.Add(value);
            return;
        }

        var fields = (PyDict)container;
        int count = fields.Count;
        fields[key!] = value;
        if (_refusesRepeats && fields.Count == count)
        {
            throw Bad($"an object has the key '{key}' twice, and which one is meant cannot be told");
        }
    }

    private string ReadKey()
    {
        if (Peek() != (byte)'"')
        {
            throw Bad("a key is text in double quotes");
        }

        string key = KnownKey() ?? NewKey();
        if (Peek() != (byte)':')
        {
            throw Bad("':' was expected after a key");
        }

        _at++;
        return key;
    }

    /// <summary>The key, if it is the one that came behind the last one before; null otherwise, and then nothing was read.</summary>
    private string? KnownKey()
    {
        for (int tries = 0; tries < 2 && _keys.Count > 0; tries++)
        {
            _nextKey = _nextKey < _keys.Count ? _nextKey : 0;
            (int start, int length, string key) = _keys[_nextKey];
            if (Rest.StartsWith(_text.Span.Slice(start, length)))
            {
                _nextKey++;
                _at += length;
                return key;
            }

            // The first key may be here again, in a record that lacks the last ones.
            _nextKey = 0;
        }

        return null;
    }

    private string NewKey()
    {
        const int MostKnown = 1 << 12;
        int start = _at;
        string key = ReadString();
        int known = _keys.FindIndex(found => found.Key == key);
        if (known < 0 && _keys.Count < MostKnown)
        {
            known = _keys.Count;
            _keys.Add((start, _at - start, key));
        }

        _nextKey = known + 1;
        return known >= 0 ? _keys[known].Key : key;
    }

    private PyValue Word(ReadOnlySpan<byte> word, PyValue value)
    {
        if (!Rest.StartsWith(word))
        {
            throw Bad("it holds a word that is not JSON");
        }

        _at += word.Length;
        return value;
    }

    private PyValue ReadNumber()
    {
        ReadOnlySpan<byte> rest = Rest;
        int length = rest.IndexOfAnyExcept("0123456789+-.eE"u8);
        ReadOnlySpan<byte> number = length < 0 ? rest : rest[..length];
        ReadOnlySpan<byte> digits = number is [(byte)'-', ..] ? number[1..] : number;
        bool isInt = !digits.ContainsAny(".eE"u8);
        int whole = digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') is >= 0 and var end ? end : digits.Length;
        if (whole == 0 || (whole > 1 && digits[0] == (byte)'0') || digits[^1] is not (>= (byte)'0' and <= (byte)'9')
            || digits[whole..].StartsWith(".e"u8) || digits[whole..].StartsWith(".E"u8))
        {
            throw Bad("it holds something that is not a number");
        }

        _at += number.Length;
        if (isInt)
        {
            if (long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long small))
            {
                return small;
            }

            return digits.Length > MostDigits
                ? throw Bad($"an int of {digits.Length} digits is over the limit of {MostDigits}", number.Length)
                : BigInteger.TryParse(Encoding.ASCII.GetString(number), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
                    out BigInteger large) ? large
                : throw Bad("it holds something that is not a number", number.Length);
        }

        return NumberText.TryReadDigits(number, out double real) ? real
            : throw Bad("it holds something that is not a number", number.Length);
    }

    private string ReadString()
    {
        _at++;
        ReadOnlySpan<byte> rest = Rest;
        int end = rest.IndexOfAny((byte)'"', (byte)'\\');
        if (end >= 0 && rest[end] == (byte)'"')
        {
            RefuseControls(rest[..end]);
            _at += end + 1;
            return Encoding.UTF8.GetString(rest[..end]);
        }

        var text = new StringBuilder();
        while (true)
        {
            rest = Rest;
            end = rest.IndexOfAny((byte)'"', (byte)'\\');
            if (end < 0)
            {
                throw Bad("a text is never closed");
            }

            RefuseControls(rest[..end]);
            text.Append(Encoding.UTF8.GetString(rest[..end]));
            _at += end + 1;
            if (rest[end] == (byte)'"')
            {
                return text.ToString();
            }

            text.Append(ReadEscape());
        }
    }

    private char ReadEscape()
    {
        ReadOnlySpan<byte> rest = Rest;
        if (rest.Length >= 5 && rest[0] == (byte)'u'
            && ushort.TryParse(rest.Slice(1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit))
        {
            _at += 5;
            return (char)unit;
        }

        char character = rest.IsEmpty ? '\0'
            : (char)rest[0] switch
            {
                '"' => '"',
                '\\' => '\\',
                '/' => '/',
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                _ => '\0'
            };
        _at++;
        return character != '\0' ? character : throw Bad("a text holds an escape that is not JSON", 1);
    }

    private void RefuseControls(ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAnyInRange((byte)0, (byte)0x1f) >= 0)
        {
            throw Bad("a text holds a control character, such as the end of a line, which JSON writes as \\n");
        }
    }

    private PickleFormatException Bad(string what, int back = 0)
    {
        int at = _at - back;
        ReadOnlySpan<byte> before = _text.Span[..at];
        int start = before.LastIndexOf((byte)'\n') + 1;
        long column = Encoding.UTF8.GetCharCount(before[start..]) + 1 + (start == 0 ? _firstColumn : 0);
        string place = string.Create(CultureInfo.InvariantCulture, $"line {_firstLine + before.Count((byte)'\n')}, column {column}");
        return new PickleFormatException("FormatJson", $"the text is not JSON: {what} ({place})", at);
    }
}
