using Brine.Pickling;

namespace Brine.Containers;

/// <content>Lists and mappings in brackets, over as many lines as they like.</content>
internal sealed partial class YamlReader
{
    private PyValue Flow(int depth)
    {
        if (depth > Deepest)
        {
            throw Bad("nests too deep");
        }

        char close = Peek() == '[' ? ']' : '}';
        var items = new PyList();
        var mapping = new PyDict();
        _at++;
        for (SkipInFlow(); Peek() != close; SkipInFlow())
        {
            (PyValue key, PyValue value, bool isPair) = FlowEntry(close, depth + 1);
            if (close == '}')
            {
                Add(mapping, key, value);
            }
            else if (isPair)
            {
                var pair = new PyDict();
                Add(pair, key, value);
                items.Add(pair);
            }
            else
            {
                items.Add(key);
            }

            SkipInFlow();
            if (Peek() == ',')
            {
                _at++;
            }
            else if (Peek() != close)
            {
                throw Bad("has a bracket without an end");
            }
        }

        _at++;
        return close == ']' ? items : mapping;
    }

    /// <summary>An item, or a key and what stands behind its colon.</summary>
    private (PyValue Key, PyValue Value, bool IsPair) FlowEntry(char close, int depth)
    {
        bool isMarked = Peek() == '?';
        _at += isMarked ? 1 : 0;
        SkipInFlow();
        int start = _at, line = _lineStart;
        PyValue key = isMarked && (Peek() is ':' or ',' || Peek() == close) ? default : FlowNode(close, depth);
        SkipInFlow();
        if (Peek() != ':')
        {
            return (key, default, isMarked);
        }

        if (!isMarked && (line != _lineStart || _at - start > LongestKey))
        {
            throw Bad("has a key over several lines");
        }

        _at++;
        SkipInFlow();
        return (key, Peek() == ',' || Peek() == close ? default : FlowNode(close, depth), true);
    }

    private PyValue FlowNode(char close, int depth)
    {
        (string? anchor, bool isText) = Properties();
        SkipInFlow();
        return Anchor(anchor, Peek() switch
        {
            '*' => Alias(),
            '"' or '\'' => Quoted(),
            '[' or '{' => Flow(depth),
            _ => CanBeginPlain(_at, isFlow: true) ? Scalar(Plain(-1, isFlow: true), isText)
                : (anchor is not null || isText) && (Peek() is ',' or ':' || Peek() == close) ? Scalar("", isText)
                : throw Bad("has a mark that begins no value"),
        });
    }

    private void SkipInFlow()
    {
        if (!SkipToContent())
        {
            throw Bad("has a bracket without an end");
        }
    }
}
