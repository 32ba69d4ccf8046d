using System.Collections;
using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>
/// Python's <c>list</c>. While all items are ints of 64 bits, or all floats, they are stored as plain <c>long</c>s or <c>double</c>s; a
/// long list that was read and has the same few values again and again is stored as their numbers.
/// </summary>
public sealed partial class PyList : PyReference, IReadOnlyList<PyValue>
{
    // A long[], a double[], an int[] of places in the palette, or a PyValue[], as the form says.
    private Array _items = Array.Empty<PyValue>();
    private PyValue[]? _palette;
    private PyListTail? _tail;
    private int _count;
    private Form _form;

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

    private enum Form : byte
    {
        Empty,
        Integers,
        Floats,
        Repeats,
        Values,
        Deferred,
    }

    /// <summary>The number of items.</summary>
    public int Count => _count;

    private long[] Integers => Unsafe.As<long[]>(_items);

    private double[] Floats => Unsafe.As<double[]>(_items);

    private PyValue[] Values => Unsafe.As<PyValue[]>(_items);

    /// <summary>The item at <paramref name="index"/>, from 0.</summary>
    public PyValue this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)_count, nameof(index));
            Settle();
            return _form switch
            {
                Form.Integers => PyValue.FromInt64(Integers[index]),
                Form.Floats => PyValue.FromDouble(Floats[index]),
                Form.Repeats => _palette![Places[index]],
                Form.Deferred => Unsafe.As<DeferredItems[]>(_items)[0].Get(index),
                _ => Values[index],
            };
        }
    }

    /// <summary>The items as 64-bit integers, without a copy, where all of them are such.</summary>
    public bool TryGetInt64s(out ReadOnlySpan<long> items)
    {
        Settle();
        items = _form == Form.Integers ? Integers.AsSpan(0, _count) : default;
        return _form == Form.Integers;
    }

    /// <summary>The items as doubles, without a copy, where all of them are floats.</summary>
    public bool TryGetDoubles(out ReadOnlySpan<double> items)
    {
        Settle();
        items = _form == Form.Floats ? Floats.AsSpan(0, _count) : default;
        return _form == Form.Floats;
    }

    /// <summary>Adds an item at the end.</summary>
    public void Add(PyValue item) => AddRange(new ReadOnlySpan<PyValue>(in item));

    /// <summary>Adds items at the end.</summary>
    public void AddRange(ReadOnlySpan<PyValue> items)
    {
        if (items.IsEmpty)
        {
            return;
        }

        Settle();
        Form form = FormOf(items);
        if (_form == Form.Empty)
        {
            Start(form, items.Length);
        }

        switch (form == _form ? form : Form.Values)
        {
            case Form.Integers:
                long[] integers = Room(Integers, items.Length);
                foreach (PyValue item in items)
                {
                    integers[_count++] = item.Bits;
                }

                break;
            case Form.Floats:
                double[] floats = Room(Floats, items.Length);
                foreach (PyValue item in items)
                {
                    floats[_count++] = BitConverter.Int64BitsToDouble(item.Bits);
                }

                break;
            default:
                Widen(_count + items.Length);
                items.CopyTo(Room(Values, items.Length).AsSpan(_count));
                _count += items.Length;
                break;
        }
    }

    internal bool IsDeferred => _form == Form.Deferred;

    /// <summary>A list whose items are made when they are asked for, each time anew.</summary>
    internal static PyList Defer(DeferredItems items, int count) =>
        new() { _items = new[] { items }, _count = count, _form = Form.Deferred };

    /// <inheritdoc/>
    public IEnumerator<PyValue> GetEnumerator()
    {
        for (int i = 0; i < _count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The items where they are neither all ints nor all floats.</summary>
    internal bool TryGetValues(out ReadOnlySpan<PyValue> items)
    {
        Settle();
        items = _form == Form.Values ? Values.AsSpan(0, _count) : default;
        return _form is Form.Values or Form.Empty;
    }

    private static Form FormOf(ReadOnlySpan<PyValue> items)
    {
        object? tag = items[0].RawReference;
        if (!ReferenceEquals(tag, PyTag.Int) && !ReferenceEquals(tag, PyTag.Float))
        {
            return Form.Values;
        }

        foreach (PyValue item in items)
        {
            if (!ReferenceEquals(item.RawReference, tag))
            {
                return Form.Values;
            }
        }

        return ReferenceEquals(tag, PyTag.Int) ? Form.Integers : Form.Floats;
    }

    private void Start(Form form, int capacity)
    {
        _form = form;
        _items = form switch
        {
            Form.Integers => new long[capacity],
            Form.Floats => new double[capacity],
            _ => new PyValue[capacity],
        };
    }

    /// <summary>Gives up the form of plain numbers.</summary>
    private void Widen(int needed)
    {
        if (_form == Form.Values)
        {
            return;
        }

        var values = new PyValue[Math.Max(needed, _count)];
        for (int i = 0; i < _count; i++)
        {
            values[i] = this[i];
        }

        (_items, _palette, _form) = (values, null, Form.Values);
    }

    private T[] Room<T>(T[] items, int more, bool exactly = false)
    {
        long needed = (long)_count + more;
        if (needed > items.Length)
        {
            T[] larger = GC.AllocateUninitializedArray<T>(
                (int)(exactly ? needed : Math.Max(needed, Math.Min(Math.Max(4, items.Length * 2L), Array.MaxLength))));
            items.AsSpan(0, _count).CopyTo(larger);
            _items = larger;
            return larger;
        }

        return items;
    }
}
