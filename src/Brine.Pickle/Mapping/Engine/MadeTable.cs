using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>The .NET objects that were made of Python's objects, by the identity of these.</summary>
internal sealed class MadeTable
{
    private Entry[] _entries = [];
    private int _count;

    internal int Count => _count;

    /// <summary>The .NET object that was made of a Python object, or a reference to nothing where it was not met yet.</summary>
    internal ref Entry Find(PyReference source)
    {
        if (_count > 0)
        {
            ref Entry entry = ref Place(_entries, source);
            if (entry.Source is not null)
            {
                return ref entry;
            }
        }

        return ref Unsafe.NullRef<Entry>();
    }

    internal void Set(PyReference source, PickleConverter converter, object? made)
    {
        // Half of the table stays empty.
        if (2 * _count >= _entries.Length)
        {
            Grow(Math.Max(16, _entries.Length * 2));
        }

        ref Entry entry = ref Place(_entries, source);
        _count += entry.Source is null ? 1 : 0;
        (entry.Source, entry.Converter, entry.Made) = (source, converter, made);
    }

    private static ref Entry Place(Entry[] entries, PyReference source)
    {
        // Identities are given one after the other: so are their places, and the table is walked in the order of the file.
        int mask = entries.Length - 1, place = (int)source.Identity & mask;
        while (entries[place].Source is { } other && !ReferenceEquals(other, source))
        {
            place = (place + 1) & mask;
        }

        return ref entries[place];
    }

    /// <summary>Makes room for so many more objects, which are in memory already.</summary>
    internal void Expect(int count)
    {
        long needed = 2L * (_count + (long)count);
        if (needed > _entries.Length && needed <= 1 << 30)
        {
            Grow((int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)needed));
        }
    }

    private void Grow(int size)
    {
        var larger = new Entry[size];
        foreach (ref Entry entry in _entries.AsSpan())
        {
            if (entry.Source is { } source)
            {
                Place(larger, source) = entry;
            }
        }

        _entries = larger;
    }

    internal struct Entry
    {
        internal PyReference? Source;
        internal PickleConverter Converter;
        internal object? Made;
    }
}
