using System.Collections;

namespace Brine.Pickling;

/// <summary>Python's <c>set</c> or <c>frozenset</c>; the order of the file is kept.</summary>
/// <param name="isFrozen">True for a <c>frozenset</c>.</param>
public sealed class PySet(bool isFrozen) : PyReference(isFrozen ? PyKind.FrozenSet : PyKind.Set), IReadOnlyCollection<PyValue>
{
    private const int DeepestKey = 64;

    private const int MostSteps = 100_000;

    [ThreadStatic]
    private static int s_depth;

    [ThreadStatic]
    private static int s_steps;

    private readonly PyDict _items = new();

    /// <summary>True for a <c>frozenset</c>.</summary>
    public bool IsFrozen => Kind == PyKind.FrozenSet;

    /// <summary>The number of items.</summary>
    public int Count => _items.Count;

    /// <summary>The items, in the order in which they were added.</summary>
    public ReadOnlySpan<PyValue> Items => _items.Keys;

    /// <summary>Adds an item, unless an equal one is there.</summary>
    public void Add(PyValue item)
    {
        if (!_items.ContainsKey(item))
        {
            CachedHash = null;
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

    /// <summary>The hash of a frozenset, once it was asked for.</summary>
    internal int? CachedHash { get; set; }

    internal bool SetEquals(PySet other)
    {
        if (!IsFrozen || !other.IsFrozen || Count != other.Count || PyEquality.Hash(this) != PyEquality.Hash(other))
        {
            return false;
        }

        s_steps = s_depth == 0 ? 0 : s_steps + Count;
        if (s_depth >= DeepestKey || s_steps > MostSteps)
        {
            throw new PickleLimitException("LimitKeyComplexity",
                "dict keys nest sets in sets deeper, or more often, than any real key does", -1, null);
        }

        s_depth++;
        try
        {
            foreach (PyValue item in Items)
            {
                if (!other.Contains(item))
                {
                    return false;
                }
            }

            return true;
        }
        finally
        {
            s_depth--;
        }
    }
}
