using System.Globalization;
using System.Text;
using Brine.Pickling;

namespace Brine.Containers;

/// <content>Text: plain, quoted and in blocks.</content>
internal sealed partial class YamlReader
{
    /// <summary>What a plain text stands for: YAML 1.1 has many words for true and false.</summary>
    private PyValue Scalar(string text, bool isText) => isText ? text : text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => default,
        "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => true,
        "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => false,
        "<<" or "=" => throw Bad("merges mappings, which is not taken here"),
        _ => text,
    };

    private bool CanBeginPlain(int at, bool isFlow) => !IsBlank(CharAt(at)) && (CharAt(at) switch
    {
        '-' => !IsBlank(CharAt(at + 1)),
        '?' or ':' => !isFlow && !IsBlank(CharAt(at + 1)),
        var first => !",[]{}#&*!|>'\"%@`".Contains(first, StringComparison.Ordinal),
    });

    private bool EndsPlain(int at, bool isFlow) => CharAt(at) is var value && (IsBlank(value)
        || (value == ':' && (IsBlank(CharAt(at + 1)) || (isFlow && CharAt(at + 1) is ',' or '[' or ']' or '{' or '}')))
        || (isFlow && value is ',' or '?' or '[' or ']' or '{' or '}'));

    /// <summary>Text without quotes: it goes on in lines that are further in than the collection around it.</summary>
    private string Plain(int parent, bool isFlow)
    {
        var text = new StringBuilder();
        string? space = "";
        (int At, int LineStart) end = (_at, _lineStart);
        do
        {
            int start = _at;
            while (!EndsPlain(_at, isFlow))
            {
                _at++;
            }

            if (_at == start)
            {
                break;
            }

            text.Append(space).Append(_text, start, _at - start);
            end = (_at, _lineStart);
            space = Space();
        }
        while (!string.IsNullOrEmpty(space) && Peek() != '#' && (isFlow || _lineStart == end.LineStart || Column > parent));
        (_at, _lineStart) = end;
        return text.ToString();
    }

    /// <summary>The blanks or the folded line breaks between two words; null where the document ends between them.</summary>
    private string? Space()
    {
        int start = _at;
        SkipSpaces();
        if (!IsBreak(Peek()))
        {
            return _text[start.._at];
        }

        string first = TakeBreak();
        var more = new StringBuilder();
        while (!IsMarker('-') && !IsMarker('.'))
        {
            SkipSpaces();
            if (!IsBreak(Peek()))
            {
                return Fold(first, more);
            }

            more.Append(TakeBreak());
        }

        return null;
    }

    /// <summary>One line break is a blank; of several the first is none. The separators of Unicode stay what they are.</summary>
    private static string Fold(string first, StringBuilder more) => (first != "\n" ? first : more.Length == 0 ? " " : "") + more;

    private string Quoted()
    {
        char quote = _text[_at++];
        var text = new StringBuilder();
        while (true)
        {
            char value = Peek();
            if (value == quote)
            {
                _at++;
                if (quote == '"' || Peek() != '\'')
                {
                    return text.ToString();
                }

                text.Append('\'');
                _at++;
            }
            else if (value == '\\' && quote == '"')
            {
                Escape(text);
            }
            else if (value == '\0')
            {
                throw Bad("has quotes without an end");
            }
            else if (value is ' ' or '\t' || IsBreak(value))
            {
                text.Append(QuotedSpace());
            }
            else
            {
                text.Append(value);
                _at++;
            }
        }
    }

    private string QuotedSpace()
    {
        int start = _at;
        SkipBlanks();
        return IsBreak(Peek()) ? Fold(TakeBreak(), QuotedBreaks()) : _text[start.._at];
    }

    /// <summary>Empty lines, and the blanks in front of the next text.</summary>
    private StringBuilder QuotedBreaks()
    {
        var breaks = new StringBuilder();
        while (true)
        {
            if (IsMarker('-') || IsMarker('.'))
            {
                throw Bad("ends inside quotes");
            }

            SkipBlanks();
            if (!IsBreak(Peek()))
            {
                return breaks;
            }

            breaks.Append(TakeBreak());
        }
    }

    private void Escape(StringBuilder text)
    {
        char code = Peek(1);
        _at += 2;
        if (IsBreak(code))
        {
            _at--;
            TakeBreak();
            text.Append(QuotedBreaks());
            return;
        }

        int digits = code switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits == 0)
        {
            text.Append(code switch
            {
                '0' => '\0', 'a' => '\a', 'b' => '\b', 't' or '\t' => '\t', 'n' => '\n', 'v' => '\v', 'f' => '\f', 'r' => '\r', 'e' => '\e',
                ' ' or '"' or '\\' or '/' => code, 'N' => '\u0085', '_' => '\u00a0', 'L' => '\u2028', 'P' => '\u2029',
                _ => throw Bad("has an escape that YAML does not know"),
            });
            return;
        }

        if (_at + digits > _text.Length
            || !uint.TryParse(_text.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint point)
            || point > 0x10FFFF)
        {
            throw Bad("has an escape that is no character");
        }

        _at += digits;
        _ = point > char.MaxValue ? text.Append(new Rune(point).ToString()) : text.Append((char)point);
    }

    /// <summary>Text in lines of its own, behind <c>|</c> as they are, behind <c>&gt;</c> folded.</summary>
    private string BlockText(int parent)
    {
        bool isFolded = _text[_at++] == '>';
        char keep = '\0';
        int given = 0;
        for (; Peek() is '+' or '-' or (>= '1' and <= '9'); _at++)
        {
            bool isKeep = Peek() is '+' or '-';
            keep = !isKeep ? keep : keep == '\0' ? Peek() : throw Bad("says twice how a text ends");
            given = isKeep ? given : given == 0 ? Peek() - '0' : throw Bad("says twice how far a text is indented");
        }

        SkipSpaces();
        if (!IsLineEnd)
        {
            throw Bad("has text behind the mark of a text");
        }

        SkipLine();
        int least = Math.Max(1, parent + 1);
        var breaks = new StringBuilder();
        int indent = given > 0 ? least + given - 1 : Math.Max(least, WidestBlank(breaks));
        SkipBlankLines(indent, breaks);
        var text = new StringBuilder();
        string end = "";
        while (Column == indent && Peek() != '\0')
        {
            text.Append(end).Append(breaks);
            breaks.Clear();
            bool isWord = Peek() is not (' ' or '\t');
            int start = _at;
            while (Peek() != '\0' && !IsBreak(Peek()))
            {
                _at++;
            }

            text.Append(_text, start, _at - start);
            end = IsBreak(Peek()) ? TakeBreak() : "";
            SkipBlankLines(indent, breaks);
            bool goesOn = Column == indent && Peek() != '\0';
            if (goesOn && isFolded && end == "\n" && isWord && Peek() is not (' ' or '\t'))
            {
                end = breaks.Length == 0 ? " " : "";
            }
        }

        return text.Append(keep == '-' ? "" : end).Append(keep == '+' ? breaks : null).ToString();
    }

    /// <summary>Passes over empty lines, and gives the column at which the first text, or the longest line of blanks, ends.</summary>
    private int WidestBlank(StringBuilder breaks)
    {
        int widest = 0;
        while (Peek() == ' ' || IsBreak(Peek()))
        {
            if (Peek() == ' ')
            {
                _at++;
                widest = Math.Max(widest, Column);
            }
            else
            {
                breaks.Append(TakeBreak());
            }
        }

        return widest;
    }

    private void SkipBlankLines(int indent, StringBuilder breaks)
    {
        SkipIndent(indent);
        while (IsBreak(Peek()))
        {
            breaks.Append(TakeBreak());
            SkipIndent(indent);
        }
    }

    private void SkipIndent(int indent)
    {
        while (Column < indent && Peek() == ' ')
        {
            _at++;
        }
    }
}
