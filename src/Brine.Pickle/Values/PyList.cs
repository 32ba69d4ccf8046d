using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Brine.Pickling;

/// <summary>
/// Python's <c>list</c>. While all items are ints of 64 bits, or all floats, they are stored as plain <c>long</c>s or <c>double</c>s; a
/// long list that was read and has the same few values again and again is stored as their numbers. A list of one item has it in itself.
/// </summary>
public sealed partial class PyList : PyReference, IReadOnlyList<PyValue>
{
    // The one item; or else, as its reference, a long[], a double[], an int[] of places in the palette, or a PyValue[], as the form says.
    private PyValue _one;

    // The palette, a PyValue[], in the form of repeats; the tail, a PyListTail, while a file fills the list.
    private object? _beside;
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
        One,
        Integers,
        Floats,
        Repeats,
        Values,
        Deferred,
    }

    /// <summary>The number of items.</summary>
    public int Count => _count;

    private Array Items
    {
        get => Unsafe.As<Array>(_one.RawReference!);
        set => PyValue.SetReference(ref _one, value);
    }

    private long[] Integers => Unsafe.As<long[]>(_one.RawReference!);

    private double[] Floats => Unsafe.As<double[]>(_one.RawReference!);

    private PyValue[] Values => Unsafe.As<PyValue[]>(_one.RawReference!);

    private PyValue[] Palette => Unsafe.As<PyValue[]>(_beside!);

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
                Form.Repeats => Palette[Places[index]],
                Form.One => _one,
                Form.Deferred => Unsafe.As<DeferredItems[]>(_one.RawReference!)[0].Get(index),
                _ => Values[index],
            };
        }
    }

    /// <summary>The items as 64-bit integers, without a copy, where all of them are such.</summary>
    public bool TryGetInt64s(out ReadOnlySpan<long> items)
    {
        Settle();
        if (_form == Form.One && _one.IsInt64)
        {
            items = new ReadOnlySpan<long>(in _one.BitsInPlace);
            return true;
        }

        items = _form == Form.Integers ? Integers.AsSpan(0, _count) : default;
        return _form == Form.Integers;
    }

    /// <summary>The items as doubles, without a copy, where all of them are floats.</summary>
    public bool TryGetDoubles(out ReadOnlySpan<double> items)
    {
        Settle();
        if (_form == Form.One && _one.IsFloat)
        {
            items = MemoryMarshal.Cast<long, double>(new ReadOnlySpan<long>(in _one.BitsInPlace));
            return true;
        }

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

        if (_form == Form.Empty && items.Length == 1)
        {
            (_one, _count, _form) = (items[0], 1, Form.One);
            return;
        }

        Settle();
        Form form = FormOf(items);
        if (_form == Form.Empty)
        {
            Start(form, items.Length);
        }
        else if (_form == Form.One)
        {
            Unfold(items.Length);
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
        new() { _one = new PyValue((object)new[] { items }), _count = count, _form = Form.Deferred };

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
        if (_form == Form.One && !_one.IsInt64 && !_one.IsFloat)
        {
            items = new ReadOnlySpan<PyValue>(in _one);
            return true;
        }

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
        Items = form switch
        {
            Form.Integers => new long[capacity],
            Form.Floats => new double[capacity],
            _ => new PyValue[capacity],
        };
    }

    /// <summary>Puts the one item into an array, in which there is room for more.</summary>
    private void Unfold(int more)
    {
        PyValue first = _one;
        Start(first.IsInt64 ? Form.Integers : first.IsFloat ? Form.Floats : Form.Values, Math.Max(4, more + 1));
        switch (_form)
        {
            case Form.Integers:
                Integers[0] = first.Bits;
                break;
            case Form.Floats:
                Floats[0] = BitConverter.Int64BitsToDouble(first.Bits);
                break;
            default:
                Values[0] = first;
                break;
        }
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

        (_one, _beside, _form) = (new PyValue((object)values), null, Form.Values);
    }

    private T[] Room<T>(T[] items, int more, bool exactly = false)
    {
        long needed = (long)_count + more;
        if (needed > items.Length)
        {
            T[] larger = GC.AllocateUninitializedArray<T>(
                (int)(exactly ? needed : Math.Max(needed, Math.Min(Math.Max(4, items.Length * 2L), Array.MaxLength))));
            items.AsSpan(0, _count).CopyTo(larger);
            Items = larger;
            return larger;
        }

        return items;
    }
}
