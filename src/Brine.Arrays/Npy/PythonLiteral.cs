using System.Globalization;
using System.Text;
using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>Reads the Python literals of which a <c>.npy</c> header is made: dicts, lists, tuples, text, ints, True, False and
/// None.</summary>
internal ref struct PythonLiteral(string text)
{
    private const int DeepestLiteral = 32;

    private int _at;
    private int _depth;

    /// <summary>The value, or null where the text is not a literal.</summary>
    internal static PyValue? Read(string text)
    {
        var reader = new PythonLiteral(text);
        return reader.TryRead(out PyValue value) && reader.Next() == '\0' ? value : (PyValue?)null;
    }

    private bool TryRead(out PyValue value)
    {
        value = default;
        char next = Next();
        switch (next)
        {
            case '{':
                return TryReadDict(out value);
            case '[' or '(':
                return TryReadSequence(next == '[' ? ']' : ')', out value);
            case '\'' or '"':
                return TryReadText(next, out value);
            case 'u' or 'b' when _at + 1 < text.Length && text[_at + 1] is '\'' or '"':
                _at++;
                return TryReadText(text[_at], out value);
            default:
                int start = _at;
                while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '-' or '+'))
                {
                    _at++;
                }

                ReadOnlySpan<char> word = text.AsSpan(start, _at - start);
                (value, bool known) = word switch
                {
                    "True" => (PyValue.True, true),
                    "False" => (PyValue.False, true),
                    "None" => (default, true),
                    _ =>
                        (long.TryParse(word.TrimEnd('L'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
                            ? number : default(PyValue), word.Length > 0),
                };
                return known && (!value.IsNone || word is "None");
        }
    }

    private bool TryReadDict(out PyValue value)
    {
        var dict = new PyDict();
        value = dict;
        _at++;
        while (Next() != '}')
        {
            if (++_depth > DeepestLiteral || !TryRead(out PyValue key) || key.Kind != PyKind.Str || !Take(':')
                || !TryRead(out PyValue item))
            {
                return false;
            }

            _depth--;
            dict[key] = item;
            if (!Take(',') && Next() != '}')
            {
                return false;
            }
        }

        return Take('}');
    }

    private bool TryReadSequence(char close, out PyValue value)
    {
        var items = new List<PyValue>();
        value = default;
        _at++;
        bool hasComma = false;
        while (Next() != close)
        {
            if (++_depth > DeepestLiteral || !TryRead(out PyValue item))
            {
                return false;
            }

            _depth--;
            items.Add(item);
            bool comma = Take(',');
            hasComma |= comma;
            if (!comma && Next() != close)
            {
                return false;
            }
        }

        // (x) is x itself, (x,) a tuple.
        value = close == ']' ? new PyList(items) : items.Count == 1 && !hasComma ? items[0] : new PyTuple([.. items]);
        return Take(close);
    }

    private bool TryReadText(char quote, out PyValue value)
    {
        var content = new StringBuilder();
        value = default;
        for (_at++; _at < text.Length && text[_at] != quote; _at++)
        {
            if (text[_at] != '\\')
            {
                content.Append(text[_at]);
                continue;
            }

            if (++_at >= text.Length)
            {
                return false;
            }

            int digits = text[_at] switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
            if (digits == 0)
            {
                content.Append(text[_at] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', char other => other });
                continue;
            }

            if (_at + digits >= text.Length
                || !int.TryParse(text.AsSpan(_at + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code)
                || !Rune.IsValid(code))
            {
                return false;
            }

            content.Append(new Rune(code).ToString());
            _at += digits;
        }

        value = content.ToString();
        return Take(quote);
    }

    private char Next()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }

        return _at < text.Length ? text[_at] : '\0';
    }

    private bool Take(char wanted)
    {
        bool isThere = Next() == wanted;
        _at += isThere ? 1 : 0;
        return isThere;
    }
}
