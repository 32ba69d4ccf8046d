using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>The part of a list that files fill.</summary>
public sealed partial class PyList
{
    /// <summary>The number of items that CPython writes in one batch: a longer list has several.</summary>
    private const int ManyItems = 1000;

    private int[] Places => Unsafe.As<int[]>(_one.RawReference!);

    /// <summary>The items as places in an array of the values that they repeat, where they are kept so.</summary>
    internal bool TryGetRepeats(out ReadOnlySpan<int> places, out ReadOnlySpan<PyValue> palette)
    {
        bool repeats = _form == Form.Repeats;
        places = repeats ? Places : default;
        palette = repeats ? Palette : default;
        return repeats;
    }

    /// <summary>Fills an empty list with values by their places in <paramref name="palette"/>.</summary>
    internal void LoadRepeats(int[] places, PyValue[] palette) =>
        (_one, _beside, _count, _form) = (new PyValue((object)places), palette, places.Length, Form.Repeats);

    /// <summary>True when it pays to find out how many numbers are still to come before so many are added.</summary>
    internal bool IsFull(int more, bool areFloats) =>
        _count >= ManyItems && _beside is null && _count + more > Items.Length && _form == (areFloats ? Form.Floats : Form.Integers);

    /// <summary>Makes room for exactly so many more numbers.</summary>
    internal void Reserve(int more)
    {
        if (_form == Form.Integers)
        {
            Room(Integers, more, exactly: true);
        }
        else
        {
            Room(Floats, more, exactly: true);
        }
    }

    /// <summary>As <see cref="AddRange"/>, for a list that a file goes on filling.</summary>
    internal void Load(ReadOnlySpan<PyValue> items, List<PyList> unsettled)
    {
        if (IsShort(items.Length))
        {
            AddRange(items);
        }
        else if (_form == Form.Values || FormOf(items) != _form)
        {
            if (_form != Form.Values)
            {
                Settle();
                Widen(_count);
            }

            Tail(unsettled).Add(items, ref _count);
        }
        else
        {
            PyListTail tail = Tail(unsettled);
            foreach (PyValue item in items)
            {
                tail.Add(item.Bits, ref _count);
            }
        }
    }

    /// <summary>Adds numbers that a file has for a list, where it is empty or has nothing but such.</summary>
    internal bool TryLoad(ReadOnlySpan<long> bits, bool areFloats, List<PyList> unsettled)
    {
        Form form = areFloats ? Form.Floats : Form.Integers;
        if (_form == Form.Empty)
        {
            if (bits.Length == 1)
            {
                (_one, _count, _form) = (new PyValue(areFloats ? PyTag.Float : PyTag.Int, bits[0]), 1, Form.One);
                return true;
            }

            Start(form, bits.Length);
        }
        else if (_form == Form.One && (areFloats ? _one.IsFloat : _one.IsInt64))
        {
            Unfold(bits.Length);
        }

        if (_form != form)
        {
            return false;
        }

        if (!IsShort(bits.Length))
        {
            Tail(unsettled).Add(bits, ref _count);
        }
        else if (areFloats)
        {
            System.Runtime.InteropServices.MemoryMarshal.Cast<long, double>(bits).CopyTo(Room(Floats, bits.Length).AsSpan(_count));
            _count += bits.Length;
        }
        else
        {
            bits.CopyTo(Room(Integers, bits.Length).AsSpan(_count));
            _count += bits.Length;
        }

        return true;
    }

    /// <summary>Brings the items of a list that was being filled together.</summary>
    internal void Settle()
    {
        if (_beside is PyListTail tail)
        {
            _beside = null;
            Items = _form switch
            {
                Form.Integers => tail.Join(Integers, _count),
                Form.Floats => tail.Join(Floats, _count),
                _ => tail.Join(Values, _count),
            };
        }
    }

    private bool IsShort(int more) => _count < PyListTail.ChunkSize ? _beside is null || _form == Form.Repeats
        : _beside is null && _count + more <= Items.Length;

    private PyListTail Tail(List<PyList> unsettled)
    {
        if (_beside is not PyListTail tail)
        {
            _beside = tail = new PyListTail(_count);
            unsettled.Add(this);
        }

        return tail;
    }
}
