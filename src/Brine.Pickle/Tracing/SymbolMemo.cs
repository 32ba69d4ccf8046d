namespace Brine.Pickling;

/// <summary>The memo of the symbolic machine: an array for indexes in a row, and a dictionary for those that are far out.</summary>
internal sealed class SymbolMemo
{
    private Symbol[] _entries = [];
    private bool[] _isSet = [];
    private Dictionary<long, Symbol>? _sparse;

    /// <summary>The number of entries: the index that MEMOIZE gives to the next one.</summary>
    internal int Count { get; private set; }

    internal bool TryGet(long index, out Symbol symbol)
    {
        if (index >= 0 && index < _entries.Length && _isSet[index])
        {
            symbol = _entries[index];
            return true;
        }

        symbol = default;
        return _sparse is not null && _sparse.TryGetValue(index, out symbol);
    }

    /// <summary>Sets an entry.</summary>
    /// <returns>True where there was none.</returns>
    internal bool Set(long index, Symbol symbol)
    {
        bool isNew = !TryGet(index, out _);
        Count += isNew ? 1 : 0;
        if (index >= ((long)Count * 2) + 1024)
        {
            (_sparse ??= new Dictionary<long, Symbol>(MemoIndexComparer.Instance))[index] = symbol;
            return isNew;
        }

        if (index >= _entries.Length)
        {
            int size = (int)Math.Max(index + 1, Math.Max(32, Math.Min(_entries.Length * 2L, Array.MaxLength)));
            Array.Resize(ref _entries, size);
            Array.Resize(ref _isSet, size);
        }

        _sparse?.Remove(index);
        (_entries[index], _isSet[index]) = (symbol, true);
        return isNew;
    }
}
