using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Brine.Pickling;

/// <summary>Python's <c>tuple</c>.</summary>
public sealed class PyTuple : PyReference, IReadOnlyList<PyValue>
{
    private const int Inline = 3;

    // Up to three items that were read stand in the object itself: most tuples have no more.
    private readonly ShortItems _short;
    private readonly PyValue[]? _long;
    private readonly int _count;
    private int _hash;
    private bool _isHashed;

    /// <summary>Makes a tuple of these items; the array is not copied.</summary>
    public PyTuple(params PyValue[] items)
        : base(PyKind.Tuple)
    {
        ArgumentNullException.ThrowIfNull(items);
        _count = items.Length;
        _long = items;
    }

    private PyTuple(ReadOnlySpan<PyValue> items)
        : base(PyKind.Tuple)
    {
        _count = items.Length;
        if (items.Length <= Inline)
        {
            items.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<ShortItems, PyValue>(ref _short), Inline));
        }
        else
        {
            _long = items.ToArray();
        }
    }

    /// <summary>Python's <c>()</c>, of which there is only one.</summary>
    public static PyTuple Empty { get; } = new();

    /// <summary>The number of items.</summary>
    public int Count => _count;

    /// <summary>The items in order.</summary>
    public ReadOnlySpan<PyValue> Items =>
        _long is not null ? _long
            : MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<ShortItems, PyValue>(ref Unsafe.AsRef(in _short)), _count);

    internal int? CachedHash
    {
        get => _isHashed ? _hash : null;
        set => (_hash, _isHashed) = (value ?? 0, value is not null);
    }

    /// <summary>True when Python would not take it as a key: it has a list, dict, set or bytearray inside. Known once the hash
    /// is.</summary>
    internal bool IsUnhashable { get; set; }

    /// <summary>The item at <paramref name="index"/>, from 0.</summary>
    public PyValue this[int index] => Items[index];

    /// <inheritdoc/>
    public IEnumerator<PyValue> GetEnumerator()
    {
        for (int i = 0; i < _count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A tuple of copies of these items.</summary>
    internal static PyTuple Of(ReadOnlySpan<PyValue> items) => items.IsEmpty ? Empty : new PyTuple(items);

    [InlineArray(Inline)]
    private struct ShortItems
    {
        private PyValue _first;
    }
}
