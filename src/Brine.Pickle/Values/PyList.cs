using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Brine.Pickling;

/// <summary>Python's <c>list</c>. While all items are ints of 64 bits, or all floats, they are stored as plain <c>long</c>s or <c>double</c>s.</summary>
public sealed class PyList : PyReference, IReadOnlyList<PyValue>
{
    private long[]? _integers;
    private double[]? _floats;
    private PyValue[]? _values;
    private int _count;

    /// <summary>Makes an empty list.</summary>
    public PyList()
        : base(PyKind.List)
    {
    }

    /// <summary>Makes a list of these items.</summary>
    public PyList(IEnumerable<PyValue> items)
        : this()
    {
        ArgumentNullException.ThrowIfNull(items);
        foreach (PyValue item in items)
        {
            Add(item);
        }
    }

    /// <summary>How many items there are.</summary>
    public int Count => _count;

    /// <summary>The item at <paramref name="index"/>, from 0.</summary>
    public PyValue this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)_count, nameof(index));
            return _integers is not null ? PyValue.FromInt64(_integers[index])
                : _floats is not null ? PyValue.FromDouble(_floats[index])
                : _values![index];
        }
    }

    /// <summary>The items as 64-bit integers, without a copy, where all of them are such.</summary>
    public bool TryGetInt64s(out ReadOnlySpan<long> items)
    {
        items = _integers.AsSpan(0, _integers is null ? 0 : _count);
        return _integers is not null;
    }

    /// <summary>The items as doubles, without a copy, where all of them are floats.</summary>
    public bool TryGetDoubles(out ReadOnlySpan<double> items)
    {
        items = _floats.AsSpan(0, _floats is null ? 0 : _count);
        return _floats is not null;
    }

    /// <summary>Adds an item at the end.</summary>
    public void Add(PyValue item)
    {
        if (_count == 0 && _values is null && _integers is null && _floats is null)
        {
            Start(item, 4);
        }

        if (_integers is not null && item.IsInt64)
        {
            Grow(ref _integers, _count + 1);
            _integers[_count++] = item.Bits;
        }
        else if (_floats is not null && item.IsFloat)
        {
            Grow(ref _floats, _count + 1);
            _floats[_count++] = BitConverter.Int64BitsToDouble(item.Bits);
        }
        else
        {
            Widen(_count + 1);
            _values[_count++] = item;
        }
    }

    /// <summary>Adds items at the end.</summary>
    public void AddRange(ReadOnlySpan<PyValue> items)
    {
        if (items.IsEmpty)
        {
            return;
        }

        if (_count == 0 && _values is null && _integers is null && _floats is null)
        {
            Start(items[0], items.Length);
        }

        int i = 0;
        if (_integers is not null)
        {
            Grow(ref _integers, _count + items.Length);
            for (; i < items.Length && items[i].IsInt64; i++)
            {
                _integers[_count++] = items[i].Bits;
            }
        }
        else if (_floats is not null)
        {
            Grow(ref _floats, _count + items.Length);
            for (; i < items.Length && items[i].IsFloat; i++)
            {
                _floats[_count++] = BitConverter.Int64BitsToDouble(items[i].Bits);
            }
        }

        if (i < items.Length)
        {
            Widen(_count + items.Length - i);
            items[i..].CopyTo(_values.AsSpan(_count));
            _count += items.Length - i;
        }
    }

    /// <inheritdoc/>
    public IEnumerator<PyValue> GetEnumerator()
    {
        for (int i = 0; i < _count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static void Grow<T>(ref T[] array, int needed)
    {
        if (needed > array.Length)
        {
            Array.Resize(ref array, Math.Max(needed, array.Length * 2));
        }
    }

    private void Start(PyValue first, int capacity)
    {
        if (first.IsInt64)
        {
            _integers = new long[capacity];
        }
        else if (first.IsFloat)
        {
            _floats = new double[capacity];
        }
        else
        {
            _values = new PyValue[capacity];
        }
    }

    [MemberNotNull(nameof(_values))]
    private void Widen(int needed)
    {
        if (_values is null)
        {
            var values = new PyValue[Math.Max(needed, Math.Max(_count * 2, 4))];
            for (int i = 0; i < _count; i++)
            {
                values[i] = this[i];
            }

            _values = values;
            _integers = null;
            _floats = null;
            return;
        }

        Grow(ref _values, needed);
    }
}
