using System.Collections;
using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>
/// Python's <c>dict</c>: insertion order is kept, keys are compared as Python compares them, a key set twice keeps its place and
/// its first key object. Small dicts are searched from front to back, larger ones through a keyed hash.
/// </summary>
public sealed class PyDict : PyReference, IEnumerable<KeyValuePair<PyValue, PyValue>>
{
    /// <summary>Up to how many entries a dict is searched without an index.</summary>
    internal const int LinearSearch = 8;

    private const int ManyEntries = 1000;

    // Dicts of one shape share an array of keys. It is full, so that a further key goes to a copy.
    private PyValue[] _keys = [];
    private PyValue[] _values = [];
    private PyDictIndex? _index;
    private int _count;

    /// <summary>Makes an empty dict.</summary>
    public PyDict()
        : base(PyKind.Dict)
    {
    }

    private PyDict(PyValue[] keys, PyValue[] values, long identity)
        : base(PyKind.Dict, identity) => (_keys, _values, _count) = (keys, values, keys.Length);

    /// <summary>The number of entries.</summary>
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

            if (_count == _keys.Length)
            {
                Resize(Math.Max(4, _count * 2));
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

    /// <summary>A dict of a few keys, all different, in an array that is not written to and may be that of other dicts too.</summary>
    internal static PyDict OfSharedKeys(PyValue[] keys, PyValue[] values) => new() { _keys = keys, _values = values, _count = keys.Length };

    /// <summary>As <see cref="OfSharedKeys(PyValue[], PyValue[])"/>, for a dict that has an identity already.</summary>
    internal static PyDict OfSharedKeys(PyValue[] keys, PyValue[] values, long identity) => new(keys, values, identity);

    /// <summary>The keys as an array that is full, and so is not written to any more and may be that of other dicts too; or null.</summary>
    internal PyValue[]? SharedKeys => _count == _keys.Length ? _keys : null;

    internal int IndexOf(PyValue key) => Find(key, out _);

    /// <summary>True when it pays to find out how many entries are still to come before so many are added.</summary>
    internal bool IsFull(int more) => _count + more > _keys.Length && _count >= ManyEntries;

    /// <summary>Makes room for so many more entries, where that is as much as there are: less would be asked for again and again.</summary>
    internal void Reserve(int more)
    {
        if (more >= _count)
        {
            Resize(_count + more);
        }
    }

    /// <summary>Sets keys and values that alternate in <paramref name="pairs"/>.</summary>
    /// <param name="pairs">Key, value, key, value...</param>
    /// <param name="sharedKeys">The key arrays of dicts read before, which this one may share.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void SetItems(ReadOnlySpan<PyValue> pairs, SharedKeyTable sharedKeys)
    {
        int count = pairs.Length / 2;
        if (_count == 0 && count is > 0 and <= LinearSearch)
        {
            if (sharedKeys.Find(pairs) is { } shared)
            {
                var values = new PyValue[count];
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = pairs[(2 * i) + 1];
                }

                (_keys, _values, _count) = (shared, values, count);
                return;
            }

            Resize(count);
        }
        else if (_count + count > _keys.Length)
        {
            Resize(Math.Max(_count + count, _count * 2));
        }

        for (int i = 0; i + 1 < pairs.Length; i += 2)
        {
            int index = Find(pairs[i], out int hash);
            if (index >= 0)
            {
                _values[index] = pairs[i + 1];
            }
            else
            {
                Append(pairs[i], pairs[i + 1], hash);
            }
        }

        if (count is > 0 and <= LinearSearch && _count == count && _keys.Length == count)
        {
            sharedKeys.Add(_keys);
        }
    }

    private void Resize(int capacity)
    {
        Array.Resize(ref _keys, capacity);
        Array.Resize(ref _values, capacity);
        if (_index is not null || capacity > 2 * LinearSearch)
        {
            (_index ??= new PyDictIndex()).Resize(this, capacity);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Find(PyValue key, out int hash)
    {
        if (_index is not null)
        {
            hash = PyEquality.Hash(key);
            return _index.Find(_keys, key, hash);
        }

        hash = 0;
        object? reference = key.RawReference;
        ReadOnlySpan<PyValue> keys = _keys.AsSpan(0, _count);
        for (int i = 0; i < keys.Length; i++)
        {
            object? other = keys[i].RawReference;
            if (reference is string text && other is string otherText ? text == otherText : keys[i].Equals(key))
            {
                return i;
            }
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Append(PyValue key, PyValue value, int hash)
    {
        int index = _count++;
        _keys[index] = key;
        _values[index] = value;
        if (_index is not null)
        {
            _index.Add(index, hash);
        }
        else if (index == LinearSearch)
        {
            (_index = new PyDictIndex()).Resize(this, _keys.Length);
        }
    }
}
