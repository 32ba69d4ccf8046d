using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>What was written before, by identity: an open-addressing table, as the one of CPython's pickler. It keeps its keys alive.</summary>
internal sealed class PickleMemo
{
    private object?[] _keys = new object?[64];
    private int[] _indexes = new int[64];
    private int _shift = 32 - 6;
    private int _used;

    /// <summary>How many entries the reader's memo has at this point, those that will never be asked for included.</summary>
    internal int Count { get; private set; }

    /// <summary>The memo index of <paramref name="key"/>, or -1 where it was not written before.</summary>
    internal int Find(object key)
    {
        object?[] keys = _keys;
        for (int slot = Slot(key); ; slot = (slot + 1) & (keys.Length - 1))
        {
            object? found = keys[slot];
            if (ReferenceEquals(found, key))
            {
                return _indexes[slot];
            }

            if (found is null)
            {
                return -1;
            }
        }
    }

    /// <summary>Enters a key that is not there yet.</summary>
    /// <returns>Its memo index.</returns>
    internal int Add(object key)
    {
        if (_used * 2 >= _keys.Length)
        {
            Grow();
        }

        Insert(key, Count);
        return Count++;
    }

    /// <summary>Enters something that will not be met again.</summary>
    internal int AddAnonymous() => Count++;

    internal void Clear()
    {
        Array.Clear(_keys);
        _used = 0;
        Count = 0;
    }

    private void Insert(object key, int index)
    {
        int slot = Slot(key);
        while (_keys[slot] is not null)
        {
            slot = (slot + 1) & (_keys.Length - 1);
        }

        _keys[slot] = key;
        _indexes[slot] = index;
        _used++;
    }

    private void Grow()
    {
        (object?[] keys, int[] indexes) = (_keys, _indexes);
        _keys = new object?[keys.Length * 4];
        _indexes = new int[keys.Length * 4];
        _shift -= 2;
        _used = 0;
        for (int i = 0; i < keys.Length; i++)
        {
            if (keys[i] is { } key)
            {
                Insert(key, indexes[i]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Slot(object key) => (int)((uint)RuntimeHelpers.GetHashCode(key) * 0x9E3779B1u >> _shift);
}
