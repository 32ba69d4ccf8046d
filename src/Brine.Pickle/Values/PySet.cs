using System.Collections;

namespace Brine.Pickling;

/// <summary>Python's <c>set</c> or <c>frozenset</c>; the order of the file is kept.</summary>
/// <param name="isFrozen">True for a <c>frozenset</c>.</param>
public sealed class PySet(bool isFrozen) : PyReference(isFrozen ? PyKind.FrozenSet : PyKind.Set), IReadOnlyCollection<PyValue>
{
    private const int DeepestKey = 64;

    [ThreadStatic]
    private static int s_depth;

    private readonly PyDict _items = new();
    private int? _hash;

    /// <summary>True for a <c>frozenset</c>.</summary>
    public bool IsFrozen => Kind == PyKind.FrozenSet;

    /// <summary>How many items there are.</summary>
    public int Count => _items.Count;

    /// <summary>The items, in the order in which they were added.</summary>
    public ReadOnlySpan<PyValue> Items => _items.Keys;

    /// <summary>Adds an item, unless an equal one is there.</summary>
    public void Add(PyValue item)
    {
        if (!_items.ContainsKey(item))
        {
            _hash = null;
            _items[item] = default;
        }
    }

    /// <summary>True when an equal item is in the set.</summary>
    public bool Contains(PyValue item) => _items.ContainsKey(item);

    /// <inheritdoc/>
    public IEnumerator<PyValue> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return _items.Keys[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal bool SetEquals(PySet other)
    {
        if (!IsFrozen || !other.IsFrozen || Count != other.Count || ContentHash() != other.ContentHash())
        {
            return false;
        }

        if (++s_depth > DeepestKey)
        {
            s_depth = 0;
            throw new PickleLimitException("LimitKeyComplexity", "dict keys nest sets deeper than any real key does", -1, null);
        }

        foreach (PyValue item in Items)
        {
            if (!other.Contains(item))
            {
                s_depth--;
                return false;
            }
        }

        s_depth--;
        return true;
    }

    /// <summary>The hash of a frozenset, computed once; the sets inside it were complete, and so hashed, before it.</summary>
    internal int ContentHash()
    {
        if (!IsFrozen)
        {
            return System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
        }

        if (_hash is null)
        {
            int hash = Count;
            foreach (PyValue item in Items)
            {
                hash ^= item.GetHashCode();
            }

            _hash = hash;
        }

        return _hash.Value;
    }
}
