using System.Buffers;
using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>The values that were written before, by identity.</summary>
/// <remarks>
/// CPython's pickler keeps a table by the address of an object. Here it goes by the identity that a value got when it was made or read:
/// values that follow one another in a file have identities that follow one another, so that a page of 256 of them is found once and
/// filled, at four bytes a value. Text that a .NET program made has no such identity, and is found by reference in a table of its own.
/// </remarks>
internal sealed class PickleMemo
{
    private const int PageBits = 8;
    private const int PageSize = 1 << PageBits;
    private const int FirstPages = 16;

    private readonly int _first;

    // An open-addressing table of the pages; one page stands after the other in one array.
    private Page[] _pages = RentPages(FirstPages);
    private int _pageCount;
    private int[] _indexes = ArrayPool<int>.Shared.Rent(PageSize);

    // The texts among the entries and the lists of such texts, in case one of them is met again without its identity.
    private (object Source, int Index)[] _texts = [];
    private int _textCount;
    private Dictionary<string, int>? _bare;

    /// <param name="first">The index of the first entry.</param>
    internal PickleMemo(int first) => Count = _first = first;

    /// <summary>The number of entries that the reader's memo has at this point, those that will never be asked for included.</summary>
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

        KeepText(text, Count);
        return Add(identity);
    }

    /// <summary>Says that texts of a list will be entered by <see cref="EntryOf"/>: they are kept by their list, not each by
    /// itself.</summary>
    /// <returns>False where texts are found by reference already, and each must be asked for in that way.</returns>
    internal bool TryAddTextsOf(PyList list)
    {
        if (_bare is not null)
        {
            return false;
        }

        if (_textCount == 0 || !ReferenceEquals(_texts[_textCount - 1].Source, list))
        {
            KeepText(list, -1);
        }

        return true;
    }

    /// <summary>The place of an identity: the memo index and one, or 0 where it is to be filled by <see cref="Fill"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref int EntryOf(long identity)
    {
        long number = (identity >>> PageBits) + 1;
        int slot = (int)number & (_pages.Length - 1);
        if (_pages[slot].Number != number)
        {
            slot = FindOrAddPage(number);
        }

        return ref _indexes[_pages[slot].Start + ((int)identity & (PageSize - 1))];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Fill(ref int entry) => entry = ++Count;

    /// <summary>About so many texts without an identity are to come, where some came already.</summary>
    internal void ExpectTexts(int count) => _bare?.EnsureCapacity(count);

    /// <summary>Enters something that will not be met again.</summary>
    internal int AddAnonymous() => Count++;

    internal void Clear()
    {
        Array.Clear(_pages);
        Array.Clear(_texts, 0, _textCount);
        (_pageCount, _textCount, Count, _bare) = (0, 0, _first, null);
    }

    /// <summary>Gives the tables back; nothing is entered after that.</summary>
    internal void Release()
    {
        ArrayPool<Page>.Shared.Return(_pages);
        ArrayPool<int>.Shared.Return(_indexes);
        Array.Clear(_texts, 0, _textCount);
        ArrayPool<(object Source, int Index)>.Shared.Return(_texts);
        (_pages, _indexes, _texts) = ([], [], []);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Find(long identity)
    {
        Page[] pages = _pages;
        long number = (identity >>> PageBits) + 1;
        int slot = (int)number & (pages.Length - 1);
        if (pages[slot].Number != number)
        {
            slot = Probe(number);
            if (slot < 0)
            {
                return -1;
            }
        }

        return _indexes[pages[slot].Start + ((int)identity & (PageSize - 1))] - 1;
    }

    private int Add(long identity)
    {
        Fill(ref EntryOf(identity));
        return Count - 1;
    }

    private void KeepText(object source, int index)
    {
        if (_textCount == _texts.Length)
        {
            (object Source, int Index)[] old = _texts;
            _texts = ArrayPool<(object Source, int Index)>.Shared.Rent(Math.Max(16, old.Length * 2));
            Array.Copy(old, _texts, _textCount);
            Array.Clear(old, 0, _textCount);
            ArrayPool<(object Source, int Index)>.Shared.Return(old);
        }

        _texts[_textCount++] = (source, index);
    }

    private int FindOrAddPage(long number)
    {
        int slot = Probe(number);
        return slot < 0 ? AddPage(number, ~slot) : slot;
    }

    /// <summary>The slot of a page, or the complement of the slot where it belongs. Pages that follow one another lie side by side, so the
    /// search goes on in leaps.</summary>
    private int Probe(long number)
    {
        Page[] pages = _pages;
        ulong scattered = (ulong)number * 0x9E3779B97F4A7C15;
        int slot = (int)number & (pages.Length - 1);
        int leap = (int)(scattered >> 20) | 1;
        while (pages[slot].Number != number)
        {
            if (pages[slot].Number == 0)
            {
                return ~slot;
            }

            slot = (slot + leap) & (pages.Length - 1);
        }

        return slot;
    }

    private int AddPage(long number, int slot)
    {
        if ((_pageCount + 1) * 2 > _pages.Length)
        {
            Page[] old = _pages;
            _pages = RentPages(old.Length * 2);
            foreach (Page page in old)
            {
                if (page.Number != 0)
                {
                    _pages[~Probe(page.Number)] = page;
                }
            }

            ArrayPool<Page>.Shared.Return(old);
            slot = ~Probe(number);
        }

        int start = _pageCount++ * PageSize;
        if (start == _indexes.Length)
        {
            int[] old = _indexes;
            _indexes = ArrayPool<int>.Shared.Rent(checked(old.Length * 2));
            old.CopyTo(_indexes, 0);
            ArrayPool<int>.Shared.Return(old);
        }

        _indexes.AsSpan(start, PageSize).Clear();
        _pages[slot] = new Page { Number = number, Start = start };
        return slot;
    }

    private int FindBare(string text) => (_bare ??= CollectTexts()).TryGetValue(text, out int index) ? index : -1;

    private Dictionary<string, int> CollectTexts()
    {
        var bare = new Dictionary<string, int>(ReferenceEqualityComparer.Instance);
        HashSet<object>? lists = null;
        foreach ((object source, int index) in _texts.AsSpan(0, _textCount))
        {
            if (source is string text)
            {
                bare[text] = index;
                continue;
            }

            if (!(lists ??= new HashSet<object>(ReferenceEqualityComparer.Instance)).Add(source))
            {
                continue;
            }

            // The list may have been changed since: what counts is what was entered.
            foreach (PyValue item in (PyList)source)
            {
                if (item.RawReference is string kept && FindRead(item.Bits) is var entered and >= 0)
                {
                    bare[kept] = entered;
                }
            }
        }

        return bare;
    }

    private static Page[] RentPages(int size)
    {
        Page[] pages = ArrayPool<Page>.Shared.Rent(size);
        Array.Clear(pages);
        return pages;
    }

    private struct Page
    {
        /// <summary>The identities' common upper bits and one, or 0 where the slot is free.</summary>
        internal long Number;
        internal int Start;
    }
}
