using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Brine.Pickling;

/// <summary>
/// Python's <c>dict</c>: insertion order is kept, keys are compared as Python compares them, a key set twice keeps its place and
/// its first key object. Small dicts are searched from front to back, larger ones through a keyed hash.
/// </summary>
public sealed class PyDict : PyReference, IEnumerable<KeyValuePair<PyValue, PyValue>>
{
    private const int LinearSearch = 8;

    private PyValue[] _keys = [];
    private PyValue[] _values = [];
    private int[]? _buckets;
    private int[]? _next;
    private int[]? _hashes;
    private int _count;

    /// <inheritdoc/>
    public override PyKind Kind => PyKind.Dict;

    /// <summary>How many entries there are.</summary>
    public int Count => _count;

    /// <summary>The keys, in order.</summary>
    public ReadOnlySpan<PyValue> Keys => _keys.AsSpan(0, _count);

    /// <summary>The values, in the order of the keys.</summary>
    public ReadOnlySpan<PyValue> Values => _values.AsSpan(0, _count);

    /// <summary>The value of <paramref name="key"/>; setting it adds the key at the end or replaces the value in place.</summary>
    /// <exception cref="KeyNotFoundException">The key is not in the dict.</exception>
    public PyValue this[PyValue key]
    {
        get => TryGetValue(key, out PyValue value) ? value : throw new KeyNotFoundException($"the dict has no key {key}");
        set
        {
            int index = Find(key, out int hash);
            if (index >= 0)
            {
                _values[index] = value;
                return;
            }

            Append(key, value, hash);
        }
    }

    /// <summary>Looks a key up.</summary>
    public bool TryGetValue(PyValue key, out PyValue value)
    {
        int index = Find(key, out _);
        value = index >= 0 ? _values[index] : default;
        return index >= 0;
    }

    /// <summary>True when the key is there.</summary>
    public bool ContainsKey(PyValue key) => Find(key, out _) >= 0;

    /// <summary>Enumerates the entries in order.</summary>
    public IEnumerator<KeyValuePair<PyValue, PyValue>> GetEnumerator()
    {
        for (int i = 0; i < _count; i++)
        {
            yield return new(_keys[i], _values[i]);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal int IndexOf(PyValue key) => Find(key, out _);

    private int Find(PyValue key, out int hash)
    {
        if (_buckets is null)
        {
            hash = 0;
            object? reference = key.RawReference;
            for (int i = 0; i < _count; i++)
            {
                if (reference is string text && _keys[i].RawReference is string other ? text == other : _keys[i].Equals(key))
                {
                    return i;
                }
            }

            return -1;
        }

        hash = key.GetHashCode();
        for (int i = _buckets[hash & (_buckets.Length - 1)] - 1; i >= 0; i = _next![i])
        {
            if (_hashes![i] == hash && _keys[i].Equals(key))
            {
                return i;
            }
        }

        return -1;
    }

    private void Append(PyValue key, PyValue value, int hash)
    {
        if (_count == _keys.Length)
        {
            int capacity = Math.Max(4, _count * 2);
            Array.Resize(ref _keys, capacity);
            Array.Resize(ref _values, capacity);
            if (_buckets is not null)
            {
                Array.Resize(ref _next, capacity);
                Array.Resize(ref _hashes, capacity);
            }
        }

        _keys[_count] = key;
        _values[_count] = value;
        _count++;
        if (_buckets is not null && _count <= _buckets.Length)
        {
            Link(_count - 1, hash);
        }
        else if (_buckets is not null || _count > LinearSearch)
        {
            Rehash();
        }
    }

    [MemberNotNull(nameof(_buckets), nameof(_next), nameof(_hashes))]
    private void Rehash()
    {
        int[]? known = _hashes;
        int hashed = _buckets is null ? 0 : _count - 1;
        _buckets = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)_count * 2)];
        _next = new int[_keys.Length];
        _hashes = new int[_keys.Length];
        for (int i = 0; i < _count; i++)
        {
            Link(i, i < hashed ? known![i] : _keys[i].GetHashCode());
        }
    }

    private void Link(int index, int hash)
    {
        ref int bucket = ref _buckets![hash & (_buckets.Length - 1)];
        _hashes![index] = hash;
        _next![index] = bucket - 1;
        bucket = index + 1;
    }
}
