using System.Buffers;
using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>What was written before, by identity.</summary>
/// <remarks>
/// An open-addressing table, as the one of CPython's pickler, which goes by the address of an object. Here it goes by the identity that a
/// value got when it was made or read: values that follow one another in a file lie side by side in the table, as addresses do. Text
/// that a .NET program made has no such identity, and is found by reference in a table of its own.
/// </remarks>
internal sealed class PickleMemo
{
    private const int FirstSize = 64;

    private readonly int _first;
    private Entry[] _entries = Rent(FirstSize);
    private int _used;

    /// <param name="first">The index of the first entry.</param>
    internal PickleMemo(int first) => Count = _first = first;

    // Where the identity that was not found last belongs: most are entered right after.
    private long _missed;
    private int _missedSlot;

    // The texts among the entries, in case one of them is met again without its identity.
    private (string Text, int Index)[] _texts = [];
    private int _textCount;
    private Dictionary<string, int>? _bare;

    /// <summary>How many entries the reader's memo has at this point, those that will never be asked for included.</summary>
    internal int Count { get; private set; }

    /// <summary>The memo index of a value, or -1 where it was not written before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Find(PyReference value) => Find(value.Identity);

    /// <summary>The memo index of a text, or -1 where it was not written before.</summary>
    /// <param name="text">The text.</param>
    /// <param name="identity">Its identity, or 0 where it has none.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Find(string text, long identity)
    {
        if (identity == 0)
        {
            return FindBare(text);
        }

        int index = Find(identity);
        return index < 0 && _bare is not null ? FindBare(text) : index;
    }

    /// <summary>The memo index of a text that was read, where it was met before under its identity; -1 leaves the question open.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int FindRead(long identity) => identity == 0 ? -1 : Find(identity);

    /// <summary>Enters a value that is not there yet.</summary>
    /// <returns>Its memo index.</returns>
    internal int Add(PyReference value) => Add(value.Identity);

    /// <summary>Enters a text that is not there yet.</summary>
    /// <returns>Its memo index.</returns>
    internal int Add(string text, long identity)
    {
        if (identity == 0 || _bare is not null)
        {
            (_bare ??= CollectTexts())[text] = Count;
        }

        if (identity == 0)
        {
            return Count++;
        }

        if (_textCount == _texts.Length)
        {
            (string Text, int Index)[] old = _texts;
            _texts = ArrayPool<(string Text, int Index)>.Shared.Rent(Math.Max(16, old.Length * 2));
            Array.Copy(old, _texts, _textCount);
            Array.Clear(old, 0, _textCount);
            ArrayPool<(string Text, int Index)>.Shared.Return(old);
        }

        _texts[_textCount++] = (text, Count);
        return Add(identity);
    }

    /// <summary>Enters something that will not be met again.</summary>
    internal int AddAnonymous() => Count++;

    internal void Clear()
    {
        Array.Clear(_entries);
        Array.Clear(_texts, 0, _textCount);
        (_missed, _used, _textCount, Count, _bare) = (0, 0, 0, _first, null);
    }

    /// <summary>Gives the tables back; nothing is entered after that.</summary>
    internal void Release()
    {
        ArrayPool<Entry>.Shared.Return(_entries);
        Array.Clear(_texts, 0, _textCount);
        ArrayPool<(string Text, int Index)>.Shared.Return(_texts);
        (_entries, _texts) = ([], []);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Find(long identity)
    {
        Entry[] entries = _entries;
        int slot = (int)identity & (entries.Length - 1);
        ref Entry entry = ref entries[slot];
        if (entry.Identity == identity)
        {
            return entry.Index;
        }

        if (entry.Identity != 0)
        {
            return Probe(identity);
        }

        (_missed, _missedSlot) = (identity, slot);
        return -1;
    }

    /// <summary>The slot is taken by a value of another block of identities: such blocks are dense, so the search goes on in leaps.</summary>
    private int Probe(long identity)
    {
        Entry[] entries = _entries;
        ulong scattered = (ulong)identity * 0x9E3779B97F4A7C15;
        int slot = (int)(scattered >> 32) & (entries.Length - 1);
        int leap = (int)(scattered >> 20) | 1;
        while (true)
        {
            ref Entry entry = ref entries[slot];
            if (entry.Identity == identity)
            {
                return entry.Index;
            }

            if (entry.Identity == 0)
            {
                (_missed, _missedSlot) = (identity, slot);
                return -1;
            }

            slot = (slot + leap) & (entries.Length - 1);
        }
    }

    private int Add(long identity)
    {
        if (_missed != identity)
        {
            Find(identity);
        }

        _missed = 0;
        _entries[_missedSlot] = new Entry { Identity = identity, Index = Count };
        if (++_used * 2 >= _entries.Length)
        {
            Grow();
        }

        return Count++;
    }

    private void Grow()
    {
        Entry[] old = _entries;
        _entries = Rent(old.Length * 4);
        foreach (ref readonly Entry entry in old.AsSpan())
        {
            if (entry.Identity != 0)
            {
                Find(entry.Identity);
                _entries[_missedSlot] = entry;
            }
        }

        _missed = 0;
        ArrayPool<Entry>.Shared.Return(old);
    }

    private int FindBare(string text) => (_bare ??= CollectTexts()).TryGetValue(text, out int index) ? index : -1;

    private Dictionary<string, int> CollectTexts()
    {
        var bare = new Dictionary<string, int>(ReferenceEqualityComparer.Instance);
        foreach ((string text, int index) in _texts.AsSpan(0, _textCount))
        {
            bare[text] = index;
        }

        return bare;
    }

    private static Entry[] Rent(int size)
    {
        Entry[] entries = ArrayPool<Entry>.Shared.Rent(size);
        Array.Clear(entries);
        return entries;
    }

    private struct Entry
    {
        internal long Identity;
        internal int Index;
    }
}
