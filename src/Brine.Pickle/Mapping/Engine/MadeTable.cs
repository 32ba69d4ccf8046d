namespace Brine.Pickling;

/// <summary>
/// The .NET objects that were made of Python's objects, by the identity of these. Most are met in the order in which they were read, so
/// that their identities grow: they stand in a list that is searched by identity. The others stand in a hash table.
/// </summary>
internal sealed class MadeTable
{
    private const int Guesses = 4;

    // The converter of each entry has a number: most conversions have few.
    private readonly List<PickleConverter> _converters = [];
    private int _lastNumber;

    private Entries _ascending = new(0);
    private int _ascendingCount;
    private long _highest = -1;

    private Entries _hashed = new(0);
    private int _hashedCount;

    internal int Count => _ascendingCount + _hashedCount;

    /// <summary>Looks for the .NET object that was made of a Python object.</summary>
    internal bool TryFind(PyReference source, out PickleConverter converter, out object? made)
    {
        if (source.Identity <= _highest && FindAscending(source) is var place and >= 0)
        {
            (converter, made) = (_converters[_ascending.Converters[place]], _ascending.Made[place].Made);
            return true;
        }

        if (_hashedCount > 0 && HashPlace(_hashed.Made, source) is var slot && _hashed.Made[slot].Source is not null)
        {
            (converter, made) = (_converters[_hashed.Converters[slot]], _hashed.Made[slot].Made);
            return true;
        }

        (converter, made) = (null!, null);
        return false;
    }

    internal void Set(PyReference source, PickleConverter converter, object? made)
    {
        ushort number = NumberOf(converter);
        if (source.Identity > _highest)
        {
            if (_ascendingCount == _ascending.Made.Length)
            {
                _ascending = _ascending.Resize(Math.Max(16, _ascendingCount * 2));
            }

            _highest = source.Identity;
            _ascending.Put(_ascendingCount++, source, made, number);
        }
        else if (FindAscending(source) is var place and >= 0)
        {
            _ascending.Put(place, source, made, number);
        }
        else
        {
            SetHashed(source, made, number);
        }
    }

    /// <summary>Makes room for so many more objects, which are in memory already.</summary>
    internal void Expect(int count)
    {
        if (_ascendingCount + (long)count is var needed && needed > _ascending.Made.Length && needed <= Array.MaxLength)
        {
            _ascending = _ascending.Resize((int)needed);
        }
    }

    /// <summary>The place of an object, or -1. Identities grow evenly in long lists, so a few guesses mostly find it.</summary>
    private int FindAscending(PyReference source)
    {
        long identity = source.Identity;
        Entry[] made = _ascending.Made;
        int low = 0, high = _ascendingCount - 1;
        for (int guess = 0; low <= high; guess++)
        {
            long first = made[low].Source!.Identity, last = made[high].Source!.Identity;
            if (identity < first || identity > last)
            {
                return -1;
            }

            int middle = guess < Guesses && last > first ? low + (int)((double)(identity - first) / (last - first) * (high - low))
                : low + ((high - low) / 2);
            PyReference found = made[middle].Source!;
            if (ReferenceEquals(found, source))
            {
                return middle;
            }

            (low, high) = found.Identity < identity ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    private void SetHashed(PyReference source, object? made, ushort number)
    {
        // Half of the table stays empty.
        if (2 * _hashedCount >= _hashed.Made.Length)
        {
            Entries old = _hashed;
            _hashed = new Entries(Math.Max(16, old.Made.Length * 2));
            for (int i = 0; i < old.Made.Length; i++)
            {
                if (old.Made[i].Source is { } known)
                {
                    _hashed.Put(HashPlace(_hashed.Made, known), known, old.Made[i].Made, old.Converters[i]);
                }
            }
        }

        int place = HashPlace(_hashed.Made, source);
        _hashedCount += _hashed.Made[place].Source is null ? 1 : 0;
        _hashed.Put(place, source, made, number);
    }

    private static int HashPlace(Entry[] entries, PyReference source)
    {
        // Identities are given one after the other: so are their places, and the table is walked in the order of the file.
        int mask = entries.Length - 1, place = (int)source.Identity & mask;
        while (entries[place].Source is { } other && !ReferenceEquals(other, source))
        {
            place = (place + 1) & mask;
        }

        return place;
    }

    private ushort NumberOf(PickleConverter converter)
    {
        if (_lastNumber >= _converters.Count || !ReferenceEquals(_converters[_lastNumber], converter))
        {
            _lastNumber = _converters.IndexOf(converter);
            if (_lastNumber < 0)
            {
                _lastNumber = _converters.Count;
                _converters.Add(converter);
            }
        }

        return checked((ushort)_lastNumber);
    }

    private struct Entry
    {
        internal PyReference? Source;
        internal object? Made;
    }

    private readonly struct Entries(int size)
    {
        internal readonly Entry[] Made = new Entry[size];
        internal readonly ushort[] Converters = new ushort[size];

        internal void Put(int place, PyReference source, object? made, ushort converter)
        {
            (Made[place].Source, Made[place].Made) = (source, made);
            Converters[place] = converter;
        }

        internal Entries Resize(int size)
        {
            var larger = new Entries(size);
            Made.AsSpan(0, Math.Min(Made.Length, size)).CopyTo(larger.Made);
            Converters.AsSpan(0, Math.Min(Made.Length, size)).CopyTo(larger.Converters);
            return larger;
        }
    }
}
