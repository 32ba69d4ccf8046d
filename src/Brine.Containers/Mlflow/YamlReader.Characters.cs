using System.Text;

namespace Brine.Containers;

/// <content>Characters, lines, and what lies ahead.</content>
internal sealed partial class YamlReader
{
    private bool IsLineEnd => _at >= _text.Length || IsBreak(Peek()) || Peek() == '#';

    private static bool IsBreak(char value) => value is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';

    private static bool IsBlank(char value) => value is '\0' or ' ' or '\t' || IsBreak(value);

    private char Peek(int offset = 0) => CharAt(_at + offset);

    /// <summary>A character, or zero behind the end; there is no zero before it.</summary>
    private char CharAt(int at) => at < _text.Length ? _text[at] : '\0';

    private bool IsIndicator(char mark) => Peek() == mark && IsBlank(Peek(1));

    /// <summary>True at <c>---</c> or <c>...</c>, which begin and end documents, at the start of a line.</summary>
    private bool IsMarker(char mark) => Column == 0 && Peek() == mark && Peek(1) == mark && Peek(2) == mark && IsBlank(Peek(3));

    private void SkipSpaces()
    {
        while (Peek() == ' ')
        {
            _at++;
        }
    }

    private void SkipBlanks()
    {
        while (Peek() is ' ' or '\t')
        {
            _at++;
        }
    }

    /// <summary>Passes over the rest of a line, a comment.</summary>
    private void SkipLine()
    {
        while (_at < _text.Length && !IsBreak(Peek()))
        {
            _at++;
        }

        if (_at < _text.Length)
        {
            TakeBreak();
        }
    }

    /// <summary>Passes over a line break, and gives what it stands for in text.</summary>
    private string TakeBreak()
    {
        char value = _text[_at++];
        _at += value == '\r' && Peek() == '\n' ? 1 : 0;
        _lineStart = _at;
        return value switch { '\u2028' => "\u2028", '\u2029' => "\u2029", _ => "\n" };
    }

    /// <summary>Passes over blanks, comments and line breaks; false where the document ends.</summary>
    private bool SkipToContent(bool isStart = false)
    {
        while (!_isEnded)
        {
            SkipSpaces();
            if (_at >= _text.Length)
            {
                _isEnded = true;
            }
            else if (Peek() == '#')
            {
                SkipLine();
            }
            else if (IsBreak(Peek()))
            {
                TakeBreak();
            }
            else if (IsMarker('.') && !isStart)
            {
                End();
            }
            else if (IsMarker('.') || (IsMarker('-') && !isStart))
            {
                throw Bad("begins a second document");
            }
            else if (Peek() == '%' && Column == 0)
            {
                throw Bad("is a directive, which is not taken here");
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Behind the end of the document there is nothing but blanks and comments.</summary>
    private void End()
    {
        _at += 3;
        SkipSpaces();
        if (!IsLineEnd)
        {
            throw Bad("has text behind the end of the document");
        }

        if (SkipToContent())
        {
            throw Bad("begins a second document");
        }
    }

    /// <summary>True where a key stands, all in this line, and a colon behind it.</summary>
    private bool IsKeyAhead()
    {
        int at = _at;
        while (CharAt(at) is '&' or '!')
        {
            at = SkipWord(at);
        }

        int start = at;
        char first = CharAt(at);
        if (first is '"' or '\'')
        {
            at = EndOfQuotes(at);
        }
        else if (first is '[' or '{')
        {
            at = EndOfBrackets(at);
        }
        else if (first == '*')
        {
            do
            {
                at++;
            }
            while (char.IsAsciiLetterOrDigit(CharAt(at)) || CharAt(at) is '-' or '_');
        }
        else
        {
            if (!CanBeginPlain(at, isFlow: false))
            {
                return false;
            }

            while (at - _at <= LongestKey && (CharAt(at) == ' ' ? CharAt(at + 1) != '#' : !EndsPlain(at, isFlow: false)))
            {
                at++;
            }
        }

        while (CharAt(at) == ' ')
        {
            at++;
        }

        return at > start && at - _at <= LongestKey && CharAt(at) == ':' && IsBlank(CharAt(at + 1));
    }

    private int SkipWord(int at)
    {
        while (!IsBlank(CharAt(at)))
        {
            at++;
        }

        while (CharAt(at) == ' ')
        {
            at++;
        }

        return at;
    }

    /// <summary>Behind the closing quote, or at what ends the line before there is one.</summary>
    private int EndOfQuotes(int at)
    {
        char quote = CharAt(at++);
        for (; CharAt(at) != '\0' && !IsBreak(CharAt(at)); at++)
        {
            if (CharAt(at) == '\\' && quote == '"' && !IsBreak(CharAt(at + 1)))
            {
                at++;
            }
            else if (CharAt(at) == quote)
            {
                if (quote == '"' || CharAt(at + 1) != quote)
                {
                    return at + 1;
                }

                at++;
            }
        }

        return at;
    }

    private int EndOfBrackets(int at)
    {
        for (int depth = 0; CharAt(at) != '\0' && !IsBreak(CharAt(at)) && at - _at <= LongestKey;)
        {
            char value = CharAt(at);
            at = value is '"' or '\'' ? EndOfQuotes(at) : at + 1;
            depth += value is '[' or '{' ? 1 : value is ']' or '}' ? -1 : 0;
            if (depth == 0)
            {
                break;
            }
        }

        return at;
    }

    private void RefuseUnprintable()
    {
        foreach (Rune rune in _text.EnumerateRunes())
        {
            if (rune.Value
                is not (0x09 or 0x0A or 0x0D or (>= 0x20 and <= 0x7E) or 0x85 or (>= 0xA0 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD)
                    or >= 0x10000))
            {
                throw Bad("is of a file with characters that YAML does not allow");
            }
        }
    }
}
