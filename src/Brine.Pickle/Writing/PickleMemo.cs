using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>What was written before, by identity: an open-addressing table, as the one of CPython's pickler. It keeps its keys alive.</summary>
internal sealed class PickleMemo
{
    private readonly int _first;
    private Entry[] _entries = new Entry[64];
    private int _shift = 32 - 6;
    private int _used;

    /// <param name="first">The index of the first entry.</param>
    internal PickleMemo(int first) => Count = _first = first;

    // Where the key that was not found last belongs: most are entered right after.
    private object? _missed;
    private int _missedSlot;
    private int _missedHash;

    /// <summary>How many entries the reader's memo has at this point, those that will never be asked for included.</summary>
    internal int Count { get; private set; }

    /// <summary>The memo index of <paramref name="key"/>, or -1 where it was not written before.</summary>
    internal int Find(object key)
    {
        Entry[] entries = _entries;
        int hash = RuntimeHelpers.GetHashCode(key);
        int slot = (int)((uint)hash * 0x9E3779B1u >> _shift);
        while (true)
        {
            ref Entry entry = ref entries[slot];
            if (ReferenceEquals(entry.Key, key))
            {
                return entry.Index;
            }

            if (entry.Key is null)
            {
                (_missed, _missedSlot, _missedHash) = (key, slot, hash);
                return -1;
            }

            slot = (slot + 1) & (entries.Length - 1);
        }
    }

    /// <summary>Enters a key that is not there yet.</summary>
    /// <returns>Its memo index.</returns>
    internal int Add(object key)
    {
        if (!ReferenceEquals(_missed, key))
        {
            Find(key);
        }

        _missed = null;
        _entries[_missedSlot] = new Entry { Key = key, Hash = _missedHash, Index = Count };
        if (++_used * 2 >= _entries.Length)
        {
            Grow();
        }

        return Count++;
    }

    /// <summary>Enters something that will not be met again.</summary>
    internal int AddAnonymous() => Count++;

    internal void Clear()
    {
        Array.Clear(_entries);
        _missed = null;
        _used = 0;
        Count = _first;
    }

    private void Grow()
    {
        Entry[] old = _entries;
        _entries = new Entry[old.Length * 4];
        _shift -= 2;
        foreach (ref readonly Entry entry in old.AsSpan())
        {
            if (entry.Key is null)
            {
                continue;
            }

            int slot = (int)((uint)entry.Hash * 0x9E3779B1u >> _shift);
            while (_entries[slot].Key is not null)
            {
                slot = (slot + 1) & (_entries.Length - 1);
            }

            _entries[slot] = entry;
        }
    }

    private struct Entry
    {
        internal object? Key;
        internal int Hash;
        internal int Index;
    }
}
