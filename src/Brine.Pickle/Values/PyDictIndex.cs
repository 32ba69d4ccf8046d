using System.Numerics;
using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>Where the keys of a large dict stand, by their hash: chains that begin in buckets.</summary>
internal sealed class PyDictIndex
{
    private int[] _buckets = [];
    private Link[] _links = [];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int Find(PyValue[] keys, PyValue key, int hash)
    {
        Link[] links = _links;
        string? text = key.RawReference as string;
        for (int i = _buckets[hash & (_buckets.Length - 1)] - 1; i >= 0; i = links[i].Next)
        {
            if (links[i].Hash == hash && (text is not null && keys[i].RawReference is string other ? text == other : keys[i].Equals(key)))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Enters the key at <paramref name="index"/>, for which there is room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(int index, int hash)
    {
        ref int bucket = ref _buckets[hash & (_buckets.Length - 1)];
        _links[index] = new Link { Hash = hash, Next = bucket - 1 };
        bucket = index + 1;
    }

    /// <summary>Makes room for <paramref name="capacity"/> keys; those that the dict has are entered.</summary>
    internal void Resize(PyDict dict, int capacity)
    {
        int hashed = Math.Min(_links.Length, dict.Count);
        Array.Resize(ref _links, capacity);
        _buckets = new int[(int)BitOperations.RoundUpToPowerOf2((uint)capacity + ((uint)capacity / 2))];
        for (int i = 0; i < dict.Count; i++)
        {
            Add(i, i < hashed ? _links[i].Hash : PyEquality.Hash(dict.Keys[i]));
        }
    }

    private struct Link
    {
        internal int Hash;
        internal int Next;
    }
}
