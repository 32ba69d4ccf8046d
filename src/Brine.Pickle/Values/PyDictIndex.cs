using System.Numerics;
using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>
/// The places of the keys of a large dict, by their hash: an open-addressing table, at most two thirds full. A slot has the place of a key,
/// from 1, in the lower bits, as many as the table needs, and in the bits above them those of the hash.
/// </summary>
internal sealed class PyDictIndex
{
    private uint[] _slots = [];

    // By the place of the key, for the next larger table.
    private int[] _hashes = [];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int Find(PyValue[] keys, PyValue key, int hash)
    {
        uint[] slots = _slots;
        uint mask = (uint)slots.Length - 1;
        string? text = key.RawReference as string;
        for (uint i = (uint)hash & mask; slots[i] is not 0 and var slot; i = (i + 1) & mask)
        {
            if (((slot ^ (uint)hash) & ~mask) == 0)
            {
                int place = (int)(slot & mask) - 1;
                ref PyValue other = ref keys[place];
                if (text is not null && other.RawReference is string otherText ? text == otherText : other.Equals(key))
                {
                    return place;
                }
            }
        }

        return -1;
    }

    /// <summary>Enters the key at <paramref name="place"/>, which is not there yet and for which there is room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(int place, int hash)
    {
        uint[] slots = _slots;
        uint mask = (uint)slots.Length - 1, i = (uint)hash & mask;
        while (slots[i] != 0)
        {
            i = (i + 1) & mask;
        }

        slots[i] = ((uint)hash & ~mask) | (uint)(place + 1);
        _hashes[place] = hash;
    }

    /// <summary>Makes room for <paramref name="capacity"/> keys; those that the dict has are entered.</summary>
    internal void Resize(PyDict dict, int capacity)
    {
        int hashed = Math.Min(_hashes.Length, dict.Count);
        Array.Resize(ref _hashes, capacity);
        _slots = new uint[checked((int)BitOperations.RoundUpToPowerOf2((uint)capacity + ((uint)capacity / 2)))];
        for (int i = 0; i < dict.Count; i++)
        {
            Add(i, i < hashed ? _hashes[i] : PyEquality.Hash(dict.Keys[i]));
        }
    }
}
