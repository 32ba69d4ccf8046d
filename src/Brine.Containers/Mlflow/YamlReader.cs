using System.Text;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>
/// Reads the part of YAML that MLflow writes: mappings and sequences by indentation, plain, quoted and block text, and flow lists and
/// mappings. Anchors, tags and several documents are refused. Scalars stay text, but for null, true and false.
/// </summary>
internal sealed class YamlReader
{
    private const int Deepest = 64;

    private readonly string[] _lines;
    private int _at;

    private YamlReader(string text) => _lines = text.ReplaceLineEndings("\n").Split('\n');

    internal static PyValue Read(string text)
    {
        var reader = new YamlReader(text);
        if (reader.SkipBlank() && reader._lines[reader._at].StartsWith("---", StringComparison.Ordinal))
        {
            reader._at++;
        }

        if (!reader.SkipBlank())
        {
            return default;
        }

        PyValue value = reader.Block(reader.Indent, 0);
        return reader.SkipBlank() ? throw reader.Bad("is more than one value") : value;
    }

    private int Indent => _lines[_at].Length - _lines[_at].TrimStart(' ').Length;

    private PyValue Block(int indent, int depth)
    {
        if (depth > Deepest)
        {
            throw Bad("nests too deep");
        }

        return IsItem(_lines[_at].AsSpan(indent)) ? Sequence(indent, depth) : KeyEnd(_lines[_at].AsSpan(indent)) > 0 ? Mapping(indent, depth) : Inline(_lines[_at].Trim(), indent - 1, depth);
    }

    private PyList Sequence(int indent, int depth)
    {
        var items = new PyList();
        while (SkipBlank() && Indent == indent && IsItem(_lines[_at].AsSpan(indent)))
        {
            string rest = _lines[_at][(indent + 1)..];
            int inner = indent + 1 + rest.Length - rest.TrimStart(' ').Length;
            if (string.IsNullOrWhiteSpace(rest))
            {
                _at++;
                items.Add(SkipBlank() && Indent > indent ? Block(Indent, depth + 1) : default);
                continue;
            }

            // The item begins on the line of its dash: the dash counts as indentation.
            _lines[_at] = new string(' ', inner) + rest.TrimStart(' ');
            items.Add(Block(inner, depth + 1));
        }

        return items;
    }

    private PyDict Mapping(int indent, int depth)
    {
        var mapping = new PyDict();
        while (SkipBlank() && Indent == indent)
        {
            ReadOnlySpan<char> line = _lines[_at].AsSpan(indent);
            int end = KeyEnd(line);
            if (end <= 0 || IsItem(line))
            {
                throw Bad("is no key and value");
            }

            PyValue key = line[0] is '"' or '\'' ? Quoted(line[..end].ToString()) : line[..end].Trim().ToString();
            string rest = line[(end + 1)..].Trim().ToString();
            if (rest.Length > 0 && rest[0] != '#')
            {
                mapping[key] = Inline(rest, indent, depth);
                continue;
            }

            _at++;
            bool hasValue = SkipBlank() && (Indent > indent || (Indent == indent && IsItem(_lines[_at].AsSpan(indent))));
            mapping[key] = hasValue ? Block(Indent, depth + 1) : default;
        }

        return SkipBlank() && Indent > indent ? throw Bad("is indented too far") : mapping;
    }

    /// <summary>A value that begins on this line and may go on in lines that are indented further than <paramref name="indent"/>.</summary>
    private PyValue Inline(string start, int indent, int depth)
    {
        switch (start[0])
        {
            case '&' or '*' or '!':
                throw Bad("is an anchor or a tag, which MLflow does not write");
            case '|' or '>':
                return BlockText(start, indent);
            case '"' or '\'':
                return Quoted(Join(start, indent, text => IsClosed(text)));
            case '[' or '{':
                string flow = Join(start, indent, text => Depth(text) <= 0);
                int at = 0;
                PyValue value = Flow(flow, ref at, depth);
                return flow.AsSpan(at).Trim() is [] or ['#', ..] ? value : throw Bad("has text behind its bracket");
            default:
                return Plain(Join(start, indent, _ => false));
        }
    }

    /// <summary>Takes this line and those below it until it is complete; a line break counts as a blank, an empty line as a break.</summary>
    private string Join(string start, int indent, Func<string, bool> isComplete)
    {
        var text = new StringBuilder(start);
        _at++;
        while (_at < _lines.Length && !isComplete(text.ToString()))
        {
            string line = _lines[_at];
            if (!string.IsNullOrWhiteSpace(line) && Indent <= indent)
            {
                break;
            }

            string part = line.Trim();
            text.Append(part.Length == 0 ? "\n" : text[^1] == '\n' || (text[^1] == '\\' && start[0] == '"') ? part : " " + part);
            _at++;
            if (text.Length > 1 << 20)
            {
                throw Bad("is longer than a megabyte");
            }
        }

        return text.ToString().TrimEnd();
    }

    private string BlockText(string style, int indent)
    {
        var text = new StringBuilder();
        int inner = -1;
        for (_at++; _at < _lines.Length && (string.IsNullOrWhiteSpace(_lines[_at]) || Indent > indent); _at++)
        {
            bool isBlank = string.IsNullOrWhiteSpace(_lines[_at]);
            inner = inner < 0 && !isBlank ? Indent : inner;
            text.Append(isBlank ? "" : _lines[_at][Math.Min(inner, _lines[_at].Length)..]).Append(style[0] == '|' || isBlank ? '\n' : ' ');
        }

        return style.Contains('-', StringComparison.Ordinal) ? text.ToString().TrimEnd() : text.ToString().TrimEnd() + "\n";
    }

    private PyValue Flow(string text, ref int at, int depth)
    {
        if (depth > Deepest)
        {
            throw Bad("nests too deep");
        }

        SkipSpace(text, ref at);
        char open = at < text.Length ? text[at] : '\0';
        if (open is not ('[' or '{'))
        {
            return FlowScalar(text, ref at);
        }

        at++;
        var items = new PyList();
        var mapping = new PyDict();
        char close = open == '[' ? ']' : '}';
        for (SkipSpace(text, ref at); at < text.Length && text[at] != close; SkipSpace(text, ref at))
        {
            PyValue item = Flow(text, ref at, depth + 1);
            SkipSpace(text, ref at);
            if (open == '{')
            {
                bool hasValue = at < text.Length && text[at] == ':';
                at += hasValue ? 1 : 0;
                mapping[item.AsString() ?? throw Bad("has a key that is no text")] = hasValue ? Flow(text, ref at, depth + 1) : default;
                SkipSpace(text, ref at);
            }
            else
            {
                items.Add(item);
            }

            if (at < text.Length && text[at] == ',')
            {
                at++;
            }
            else if (at >= text.Length || text[at] != close)
            {
                throw Bad("has a bracket without an end");
            }
        }

        at = at < text.Length ? at + 1 : throw Bad("has a bracket without an end");
        return open == '[' ? items : mapping;
    }

    private PyValue FlowScalar(string text, ref int at)
    {
        int start = at;
        if (at < text.Length && text[at] is '"' or '\'')
        {
            char quote = text[at];
            for (at++; at < text.Length && text[at] != quote; at++)
            {
                at += text[at] == '\\' && quote == '"' ? 1 : 0;
            }

            at = Math.Min(at + 1, text.Length);
            return Quoted(text[start..at]);
        }

        while (at < text.Length && text[at] is not (',' or ']' or '}' or ':' or '[' or '{'))
        {
            at++;
        }

        return at > start ? Plain(text[start..at].Trim()) : throw Bad("has an empty item");
    }

    private string Quoted(string text)
    {
        char quote = text[0];
        var content = new StringBuilder();
        for (int i = 1; i < text.Length; i++)
        {
            if (quote == '\'' && text[i] == '\'' && i + 1 < text.Length && text[i + 1] == '\'')
            {
                content.Append(text[i++]);
            }
            else if (text[i] == quote)
            {
                return text.AsSpan(i + 1).Trim() is [] or ['#', ..] ? content.ToString() : throw Bad("has text behind its quotes");
            }
            else if (quote == '"' && text[i] == '\\' && i + 1 < text.Length)
            {
                int digits = text[++i] switch { 'x' => 2, 'u' => 4, _ => 0 };
                if (digits > 0 && i + digits < text.Length && int.TryParse(text.AsSpan(i + 1, digits), System.Globalization.NumberStyles.AllowHexSpecifier, null, out int code))
                {
                    content.Append((char)code);
                    i += digits;
                    continue;
                }

                content.Append(text[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', '0' => '\0', char other => other });
            }
            else
            {
                content.Append(text[i]);
            }
        }

        throw Bad("has quotes without an end");
    }

    private static PyValue Plain(string text)
    {
        int comment = text.IndexOf(" #", StringComparison.Ordinal);
        text = comment >= 0 ? text[..comment].TrimEnd() : text;
        return text switch { "" or "~" or "null" or "Null" or "NULL" => default, "true" or "True" => true, "false" or "False" => false, _ => text };
    }

    private bool IsClosed(string text)
    {
        try
        {
            Quoted(text);
            return true;
        }
        catch (PickleFormatException)
        {
            return false;
        }
    }

    private static int Depth(string text)
    {
        int depth = 0;
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            char value = text[i];
            if (quote != '\0')
            {
                i += value == '\\' && quote == '"' ? 1 : 0;
                quote = value == quote ? '\0' : quote;
            }
            else
            {
                quote = value is '"' or '\'' ? value : '\0';
                depth += value is '[' or '{' ? 1 : value is ']' or '}' ? -1 : 0;
            }
        }

        return depth;
    }

    private static bool IsItem(ReadOnlySpan<char> line) => line.Length > 0 && line[0] == '-' && (line.Length == 1 || line[1] == ' ');

    /// <summary>Where the colon behind a key stands, or -1.</summary>
    private static int KeyEnd(ReadOnlySpan<char> line)
    {
        int from = 0;
        if (line[0] is '"' or '\'')
        {
            int close = line[1..].IndexOf(line[0]);
            return close >= 0 && close + 2 < line.Length && line[close + 2] == ':' ? close + 2 : -1;
        }

        if (line[0] is '[' or '{' or '#')
        {
            return -1;
        }

        while (line[from..].IndexOf(':') is >= 0 and var colon)
        {
            from += colon;
            if (from + 1 == line.Length || line[from + 1] == ' ')
            {
                return from;
            }

            from++;
        }

        return -1;
    }

    private static void SkipSpace(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }
    }

    private bool SkipBlank()
    {
        while (_at < _lines.Length && (string.IsNullOrWhiteSpace(_lines[_at]) || _lines[_at].TrimStart()[0] == '#'))
        {
            _at++;
        }

        return _at < _lines.Length && !(_lines[_at] is "..." or "---" && _at > 0 ? throw Bad("begins a second document") : false);
    }

    private PickleFormatException Bad(string what) => new("FormatYaml", $"line {Math.Min(_at, _lines.Length - 1) + 1} of MLmodel {what}");
}
