using System.Collections;

namespace Brine.Pickling;

/// <summary>Python's <c>tuple</c>.</summary>
public sealed class PyTuple : PyReference, IReadOnlyList<PyValue>
{
    private readonly PyValue[] _items;

    /// <summary>Makes a tuple of these items; the array is not copied.</summary>
    public PyTuple(params PyValue[] items)
        : base(PyKind.Tuple)
    {
        ArgumentNullException.ThrowIfNull(items);
        _items = items;
    }

    /// <summary>Python's <c>()</c>, of which there is only one.</summary>
    public static PyTuple Empty { get; } = new();

    /// <summary>How many items there are.</summary>
    public int Count => _items.Length;

    /// <summary>The items in order.</summary>
    public ReadOnlySpan<PyValue> Items => _items;

    internal int? CachedHash { get; set; }

    /// <summary>True when Python would not take it as a key: it has a list, dict, set or bytearray inside. Known once the hash is.</summary>
    internal bool IsUnhashable { get; set; }

    /// <summary>The item at <paramref name="index"/>, from 0.</summary>
    public PyValue this[int index] => _items[index];

    /// <inheritdoc/>
    public IEnumerator<PyValue> GetEnumerator() => ((IEnumerable<PyValue>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
