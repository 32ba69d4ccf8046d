namespace Brine.Pickling;

/// <summary>A tuple, list, dict, set or frozenset of a pickle, with the first of its items.</summary>
public sealed class SymbolicContainer
{
    private Symbol[] _items = [];
    private int _kept;

    internal SymbolicContainer(SymbolKind kind) => Kind = kind;

    /// <summary>The kind: <see cref="SymbolKind.Tuple"/>, <see cref="SymbolKind.List"/>, <see cref="SymbolKind.Dict"/>,
    /// <see cref="SymbolKind.Set"/> or <see cref="SymbolKind.FrozenSet"/>.</summary>
    public SymbolKind Kind { get; }

    /// <summary>The number of items; of a dict, keys and values together, each as often as it was set.</summary>
    public long Count { get; private set; }

    /// <summary>The first items, as far as <see cref="PickleTraceOptions"/> keep them; of a dict, keys and values in turn.</summary>
    public ReadOnlySpan<Symbol> Items => _items.AsSpan(0, _kept);

    /// <summary>True when all items are kept.</summary>
    public bool IsComplete => _kept == Count;

    /// <summary>How many values it holds, those inside of its items counted as often as they are held: what a walk that knows nothing of
    /// sharing goes through. Items that grow after they were added count as they were.</summary>
    internal double Weight { get; private set; } = 1;

    /// <summary>True when a result of the pickle holds the container.</summary>
    public bool IsUsed { get; internal set; }

    /// <summary>The value set last under a key of text, or an unknown symbol where a dict has none.</summary>
    public Symbol Find(string key)
    {
        for (int i = (Kind == SymbolKind.Dict ? _kept & ~1 : 0) - 2; i >= 0; i -= 2)
        {
            if (_items[i].HasText(key))
            {
                return _items[i + 1];
            }
        }

        return default;
    }

    /// <summary>Adds items and keeps as many as there is room for.</summary>
    internal int Add(ReadOnlySpan<Symbol> items, int room)
    {
        Count += items.Length;
        foreach (Symbol item in items)
        {
            Weight += item.Container?.Weight ?? 1;
        }

        int added = Math.Clamp(room - _kept, 0, items.Length);
        if (_kept + added > _items.Length)
        {
            Array.Resize(ref _items, Math.Max(_kept + added, Math.Min(_items.Length * 2, room)));
        }

        items[..added].CopyTo(_items.AsSpan(_kept));
        _kept += added;
        return added;
    }
}
