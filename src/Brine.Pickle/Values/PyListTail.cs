using System.Buffers;
using System.Runtime.InteropServices;

namespace Brine.Pickling;

/// <summary>
/// The items of a long list that a file is still filling: kept in pieces from a pool, so that the list is not copied into ever
/// larger arrays. When the file is read, all of it goes into one array of the right size.
/// </summary>
/// <param name="first">How many items stand before these, in the list itself.</param>
internal sealed class PyListTail(int first)
{
    internal const int ChunkSize = 1 << 15;

    private readonly List<long[]> _numbers = [];
    private readonly List<Entry[]> _values = [];
    private int _count;

    internal void Add(ReadOnlySpan<long> bits, ref int total)
    {
        total = checked(total + bits.Length);
        while (!bits.IsEmpty)
        {
            int at = _count & (ChunkSize - 1);
            if (at == 0)
            {
                _numbers.Add(ArrayPool<long>.Shared.Rent(ChunkSize));
            }

            int taken = Math.Min(bits.Length, ChunkSize - at);
            bits[..taken].CopyTo(_numbers[^1].AsSpan(at));
            bits = bits[taken..];
            _count += taken;
        }
    }

    internal void Add(long bits, ref int total) => Add(new ReadOnlySpan<long>(in bits), ref total);

    internal void Add(ReadOnlySpan<PyValue> items, ref int total)
    {
        total = checked(total + items.Length);
        while (!items.IsEmpty)
        {
            int at = _count & (ChunkSize - 1);
            if (at == 0)
            {
                _values.Add(ArrayPool<Entry>.Shared.Rent(ChunkSize));
            }

            int taken = Math.Min(items.Length, ChunkSize - at);
            items[..taken].CopyTo(Items(_values[^1])[at..]);
            items = items[taken..];
            _count += taken;
        }
    }

    /// <summary>One array of the items before these and these; the pieces go back to the pool.</summary>
    internal T[] Join<T>(T[] before, int total)
    {
        T[] all = GC.AllocateUninitializedArray<T>(total);
        before.AsSpan(0, first).CopyTo(all);
        int at = first;
        foreach (Entry[] chunk in _values)
        {
            Span<Entry> used = chunk.AsSpan(0, Math.Min(ChunkSize, total - at));
            Items(chunk)[..used.Length].CopyTo(((PyValue[])(object)all).AsSpan(at));
            at += used.Length;
            used.Clear();
            ArrayPool<Entry>.Shared.Return(chunk);
        }

        foreach (long[] chunk in _numbers)
        {
            Span<long> used = chunk.AsSpan(0, Math.Min(ChunkSize, total - at));
            used.CopyTo(all is double[] floats ? MemoryMarshal.Cast<double, long>(floats.AsSpan(at)) : ((long[])(object)all).AsSpan(at));
            at += used.Length;
            ArrayPool<long>.Shared.Return(chunk);
        }

        return all;
    }

    private static Span<PyValue> Items(Entry[] chunk) => MemoryMarshal.CreateSpan(ref chunk[0].Value, chunk.Length);

    /// <summary>A type of this class alone, so that nobody else's arrays are in the pool.</summary>
    private struct Entry
    {
        internal PyValue Value;
    }
}
