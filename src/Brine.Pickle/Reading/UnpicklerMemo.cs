using System.Buffers;
using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>The memo of a reader, by index: arrays of one size, added as entries come.</summary>
/// <param name="limit">How many entries there may be.</param>
internal sealed class UnpicklerMemo(int limit)
{
    private const int ChunkBits = 15;
    private const int ChunkSize = 1 << ChunkBits;
    private const int FirstSize = 32;

    // An entry that is not set has no reference; None, which has none either, is kept as this.
    private static readonly PyReference NoneEntry = new PyPersistent(default);

    // With these bits it stands for the state of the object in the entry before.
    private const long StateBits = 1;

    private Entry[][] _chunks = [new Entry[FirstSize]];
    private Dictionary<long, PyValue>? _sparse;

    /// <summary>The number of entries that are set: the index that MEMOIZE gives to the next one.</summary>
    internal int Count { get; private set; }

    /// <summary>Sets the entry that MEMOIZE sets, where there is room at hand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryAdd(PyValue value)
    {
        int index = Count;
        Entry[][] chunks = _chunks;
        int chunk = index >> ChunkBits;
        if (value.RawReference is null || index >= limit || (uint)chunk >= (uint)chunks.Length || _sparse is not null)
        {
            return false;
        }

        Entry[] entries = chunks[chunk];
        int offset = index & (ChunkSize - 1);
        if ((uint)offset >= (uint)entries.Length || entries[offset].Value.RawReference is not null)
        {
            return false;
        }

        entries[offset].Value = value;
        Count = index + 1;
        return true;
    }

    /// <summary>True when so many entries can be set by <see cref="TryAdd"/> one after the other.</summary>
    internal bool HasRoom(int count)
    {
        int index = Count, chunk = index >> ChunkBits, first = index & (ChunkSize - 1);
        if (index > limit - count || chunk >= _chunks.Length || _sparse is not null || first + count > _chunks[chunk].Length)
        {
            return false;
        }

        foreach (ref Entry entry in _chunks[chunk].AsSpan(first, count))
        {
            if (entry.Value.RawReference is not null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Sets the entry that MEMOIZE sets to the state of the object in the entry before, which is not made yet.</summary>
    internal void AddState()
    {
        _chunks[Count >> ChunkBits][Count & (ChunkSize - 1)].Value = new PyValue(NoneEntry, StateBits);
        Count++;
    }

    /// <summary>Reads an entry that is set and not None.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryGet(uint index, out PyValue value)
    {
        Entry[][] chunks = _chunks;
        uint chunk = index >> ChunkBits, offset = index & (ChunkSize - 1);
        if (chunk < (uint)chunks.Length)
        {
            Entry[] entries = chunks[chunk];
            if (offset < (uint)entries.Length)
            {
                value = entries[offset].Value;
                return value.RawReference is { } reference && !ReferenceEquals(reference, NoneEntry);
            }
        }

        value = default;
        return false;
    }

    /// <summary>Reads so many entries behind other values, where all of them are set and none is None.</summary>
    internal bool TryGetRange(int first, int count, ReadOnlySpan<PyValue> before, out PyValue[] values)
    {
        values = [];
        if (first + (long)count > (long)_chunks.Length << ChunkBits)
        {
            return false;
        }

        values = new PyValue[before.Length + count];
        before.CopyTo(values);
        for (int i = 0; i < count; i++)
        {
            if (!TryGet((uint)(first + i), out values[before.Length + i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads an entry, if it is set.</summary>
    internal bool TryFind(long index, out PyValue value)
    {
        if (index < 0)
        {
            value = default;
            return false;
        }

        if (index <= int.MaxValue && TryGet((uint)index, out value))
        {
            return true;
        }

        value = default;
        long chunk = index >> ChunkBits, offset = index & (ChunkSize - 1);
        if (chunk < _chunks.Length && offset < _chunks[chunk].Length
            && ReferenceEquals(_chunks[chunk][offset].Value.RawReference, NoneEntry))
        {
            value = _chunks[chunk][offset].Value.Bits == StateBits ? StateAt((int)index) : default;
            return true;
        }

        return _sparse is not null && _sparse.TryGetValue(index, out value);
    }

    /// <summary>True when <paramref name="reference"/> was entered last; Python 2's indexes begin at 1.</summary>
    internal bool IsNewest(PyReference reference) =>
        (TryFind(Count - 1, out PyValue last) && ReferenceEquals(last.RawReference, reference))
            || (TryFind(Count, out last) && ReferenceEquals(last.RawReference, reference));

    /// <summary>Sets an entry. One far beyond the number of entries goes to a dictionary: a file cannot make the arrays grow by naming a
    /// large index.</summary>
    /// <exception cref="PickleLimitException">There are too many.</exception>
    internal void Set(long index, PyValue value)
    {
        if (Count >= limit || index > int.MaxValue)
        {
            throw new PickleLimitException("LimitMemo", $"memo entry {index} is over the limit of {limit} entries", -1, null);
        }

        if (index >= ((long)Count * 2) + 1024)
        {
            _sparse ??= new Dictionary<long, PyValue>(MemoIndexComparer.Instance);
            Count += _sparse.ContainsKey(index) ? 0 : 1;
            _sparse[index] = value;
            return;
        }

        MakeRoom((int)index);
        ref PyValue entry = ref _chunks[index >> ChunkBits][index & (ChunkSize - 1)].Value;
        if (entry.RawReference is PyObject)
        {
            StateAt((int)index + 1);
        }

        Count += entry.RawReference is null && !(_sparse?.Remove(index) ?? false) ? 1 : 0;
        entry = value.IsNone ? NoneEntry : value;
    }

    /// <summary>Forgets all, and gives the arrays back.</summary>
    internal void Release()
    {
        foreach (Entry[] chunk in _chunks)
        {
            if (chunk.Length == ChunkSize)
            {
                ArrayPool<Entry>.Shared.Return(chunk, clearArray: true);
            }
        }

        _chunks = [[]];
        _sparse = null;
        Count = 0;
    }

    /// <summary>The state that an entry stands for is made and put there.</summary>
    private PyValue StateAt(int index)
    {
        if (index >> ChunkBits >= _chunks.Length || (index & (ChunkSize - 1)) >= _chunks[index >> ChunkBits].Length)
        {
            return default;
        }

        ref PyValue entry = ref _chunks[index >> ChunkBits][index & (ChunkSize - 1)].Value;
        if (ReferenceEquals(entry.RawReference, NoneEntry) && entry.Bits == StateBits)
        {
            entry = _chunks[(index - 1) >> ChunkBits][(index - 1) & (ChunkSize - 1)].Value.As<PyObject>()!.State;
        }

        return entry;
    }

    private void MakeRoom(int index)
    {
        int chunk = index >> ChunkBits, offset = index & (ChunkSize - 1);
        if (chunk == 0 && offset >= _chunks[0].Length)
        {
            int size = Math.Max(offset + 1, _chunks[0].Length * 2);
            Entry[] larger = size * 2 > ChunkSize ? ArrayPool<Entry>.Shared.Rent(ChunkSize) : new Entry[size];
            _chunks[0].CopyTo(larger, 0);
            _chunks[0] = larger;
        }

        if (chunk >= _chunks.Length)
        {
            // The rest of the first chunk comes with the second, as only the first may be short.
            MakeRoom(ChunkSize - 1);
            int old = _chunks.Length;
            Array.Resize(ref _chunks, chunk + 1);
            for (int i = old; i <= chunk; i++)
            {
                _chunks[i] = ArrayPool<Entry>.Shared.Rent(ChunkSize);
            }
        }
    }

    /// <summary>A type of this class alone: its arrays in the pool come back cleared, since nobody else can return one.</summary>
    private struct Entry
    {
        internal PyValue Value;
    }
}
