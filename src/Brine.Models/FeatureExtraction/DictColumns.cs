using Brine.Pickling;

namespace Brine.Models;

/// <summary>Columns by the keys of a DictVectorizer, which are text, or whatever the dicts had as keys.</summary>
internal sealed class DictColumns
{
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    private readonly PyDict _others = new();

    internal DictColumns(IReadOnlyList<PyValue> names)
    {
        Names = names;
        for (int column = 0; column < names.Count; column++)
        {
            if (names[column].AsString() is { } text)
            {
                _texts[text] = column;
            }
            else
            {
                _others[names[column]] = column;
            }
        }
    }

    /// <summary>The keys in the order of their columns.</summary>
    internal IReadOnlyList<PyValue> Names { get; }

    internal int Of(string name) => _texts.GetValueOrDefault(name, -1);

    internal int Of(PyValue name)
    {
        name = ColumnCells.Open(name);
        return name.AsString() is { } text ? Of(text)
            : _others.TryGetValue(name, out PyValue found) && found.TryGetInt64(out long column) ? (int)column : -1;
    }
}
