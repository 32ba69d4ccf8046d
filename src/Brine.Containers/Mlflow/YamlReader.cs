using System.Text;
using System.Text.Unicode;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>
/// Reads YAML as PyYAML's <c>safe_load</c> does, which wrote what MLflow saves: block and flow collections, scalars of all styles, anchors.
/// Tags other than that of text, merged mappings, directives and several documents are refused. Scalars stay text, but for null, true and
/// false.
/// </summary>
internal sealed partial class YamlReader
{
    private const int Deepest = 64;

    /// <summary>A key without a mark of its own ends on its line, and before so many characters.</summary>
    private const int LongestKey = 1024;

    private readonly string _text;
    private readonly string _file;
    private readonly bool _takesKeysTwice;
    private readonly Dictionary<string, PyValue> _anchors = new(StringComparer.Ordinal);
    private int _at;
    private int _lineStart;

    /// <summary>True behind the mark that ends the document.</summary>
    private bool _isEnded;

    private YamlReader(string text, string file, bool takesKeysTwice) => (_text, _file, _takesKeysTwice) = (text, file, takesKeysTwice);

    /// <summary>Where the next character stands in its line.</summary>
    private int Column => _at - _lineStart;

    internal static PyValue Read(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes) ? Read(Encoding.UTF8.GetString(bytes))
        : throw new YamlReader("", "MLmodel", takesKeysTwice: true).Bad("is not UTF-8");

    /// <summary>Reads one document.</summary>
    /// <param name="text">The document.</param>
    /// <param name="file">What errors call it.</param>
    /// <param name="takesKeysTwice">The last value of a key counts, as in PyYAML; else a key that is there twice is an error.</param>
    /// <exception cref="PickleFormatException">It is no YAML (<c>FormatYaml</c>).</exception>
    internal static PyValue Read(string text, string file = "MLmodel", bool takesKeysTwice = true)
    {
        var reader = new YamlReader(text is ['\ufeff', ..] ? text[1..] : text, file, takesKeysTwice);
        reader.RefuseUnprintable();
        if (!reader.SkipToContent(isStart: true))
        {
            return default;
        }

        bool isMarked = reader.IsMarker('-');
        reader._at += isMarked ? 3 : 0;
        reader.SkipSpaces();
        PyValue value = isMarked && !reader.IsLineEnd ? reader.Node(-1, 0) : reader.SkipToContent() ? reader.Block(-1, 0) : default;
        return reader.SkipToContent() ? throw reader.Bad("is more than one value") : value;
    }

    /// <summary>A value that begins where a line may begin a collection; the one around it stands at <paramref name="parent"/>.</summary>
    private PyValue Block(int parent, int depth, string? anchor = null)
    {
        if (depth > Deepest)
        {
            throw Bad("nests too deep");
        }

        return IsIndicator('-') ? Sequence(Column, depth, anchor)
            : IsIndicator('?') || IsKeyAhead() ? Mapping(Column, depth, anchor)
            : anchor is null ? Node(parent, depth)
            : Peek() is '&' or '!' or '*' ? throw Bad("has two anchors or tags")
            : Anchor(anchor, Content(parent, depth));
    }

    private PyList Sequence(int column, int depth, string? anchor)
    {
        var items = new PyList();
        Anchor(anchor, items);
        do
        {
            _at++;
            items.Add(Below(column, depth, isValue: false));
        }
        while (SkipToContent() && Column == column && IsIndicator('-'));
        return !_isEnded && Column > column ? throw Bad("is indented too far") : items;
    }

    private PyDict Mapping(int column, int depth, string? anchor)
    {
        var mapping = new PyDict();
        Anchor(anchor, mapping);
        do
        {
            if (IsIndicator('?'))
            {
                _at++;
                PyValue key = Below(column, depth, isValue: true);
                bool hasValue = SkipToContent() && Column == column && IsIndicator(':');
                _at += hasValue ? 1 : 0;
                Add(mapping, key, hasValue ? Below(column, depth, isValue: true) : default);
                continue;
            }

            PyValue name = IsKeyAhead() ? Key(depth) : throw Bad("is no key and value");
            SkipSpaces();
            _at++;
            SkipSpaces();
            Add(mapping, name, IsLineEnd ? Below(column, depth, isValue: true) : Node(column, depth + 1, isValue: true));
        }
        while (SkipToContent() && Column == column);
        return !_isEnded && Column > column ? throw Bad("is indented too far") : mapping;
    }

    /// <summary>What belongs to a mark at this column: the rest of its line, or lines further in. A list may stand at the column of the key
    /// that it is the value of.</summary>
    private PyValue Below(int column, int depth, bool isValue, string? anchor = null)
    {
        SkipSpaces();
        return !SkipToContent() ? default
            : Column > column ? Block(column, depth + 1, anchor)
            : isValue && Column == column && IsIndicator('-') ? Sequence(column, depth + 1, anchor)
            : Anchor(anchor, default(PyValue));
    }

    /// <summary>A value that is no block collection, but for one in the lines below its anchor.</summary>
    private PyValue Node(int parent, int depth, bool isValue = false)
    {
        (string? anchor, bool isText) = Properties();
        if (IsLineEnd && (anchor is not null || isText))
        {
            return isText ? Anchor(anchor, "") : Below(parent, depth, isValue, anchor);
        }

        return Anchor(anchor, Content(parent, depth, isText));
    }

    private PyValue Content(int parent, int depth, bool isText = false)
    {
        if (Peek() is '|' or '>')
        {
            return BlockText(parent);
        }

        PyValue value = Peek() switch
        {
            '*' => Alias(),
            '"' or '\'' => Quoted(),
            '[' or '{' => Flow(depth),
            _ =>
                CanBeginPlain(_at, isFlow: false) ? Scalar(Plain(parent, isFlow: false), isText)
                    : throw Bad("has a mark that begins no value"),
        };
        SkipSpaces();
        return IsLineEnd ? value : throw Bad("has text behind a value");
    }

    /// <summary>The key at this place, of which <see cref="IsKeyAhead"/> knows that a colon follows.</summary>
    private PyValue Key(int depth)
    {
        (string? anchor, bool isText) = Properties();
        return Anchor(anchor, Peek() switch
        {
            '*' => Alias(),
            '"' or '\'' => Quoted(),
            '[' or '{' => Flow(depth),
            _ => Scalar(Plain(int.MaxValue, isFlow: false), isText),
        });
    }

    private void Add(PyDict mapping, PyValue key, PyValue value)
    {
        if (key.Reference is PyList or PyDict)
        {
            throw Bad("has a key that is no text");
        }

        if (!_takesKeysTwice && mapping.ContainsKey(key))
        {
            throw Bad("has a key that is there before");
        }

        mapping[key] = value;
    }

    /// <summary>The anchor, and whether the tag says that the value is text.</summary>
    private (string? Anchor, bool IsText) Properties()
    {
        string? anchor = null;
        bool isText = false;
        for (; Peek() is '&' or '!'; SkipSpaces())
        {
            if (Peek() == '&')
            {
                anchor = anchor is null ? Name() : throw Bad("has two anchors");
                continue;
            }

            int start = _at;
            while (!IsBlank(Peek()))
            {
                _at++;
            }

            isText = !isText && _text.AsSpan(start.._at) is "!!str" ? true : throw Bad("has a tag, which is not taken here");
        }

        return (anchor, isText);
    }

    private PyValue Alias() => _anchors.TryGetValue(Name(), out PyValue value) ? value : throw Bad("refers to an anchor that is not there");

    private PyValue Anchor(string? anchor, PyValue value)
    {
        return anchor is null || _anchors.TryAdd(anchor, value) ? value : throw Bad("names an anchor twice");
    }

    /// <summary>The name of an anchor, behind its mark.</summary>
    private string Name()
    {
        int start = ++_at;
        while (char.IsAsciiLetterOrDigit(Peek()) || Peek() is '-' or '_')
        {
            _at++;
        }

        return _at > start && (IsBlank(Peek()) || Peek() is '?' or ':' or ',' or ']' or '}') ? _text[start.._at]
            : throw Bad("has an anchor without a name");
    }

    private PickleFormatException Bad(string what)
    {
        int line = 1;
        for (int i = 0; i < Math.Min(_at, _text.Length); i++)
        {
            line += _text[i] == '\n' || (_text[i] == '\r' && (i + 1 == _text.Length || _text[i + 1] != '\n')) ? 1 : 0;
        }

        return new("FormatYaml", $"line {line} of {_file} {what}");
    }
}
