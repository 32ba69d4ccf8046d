using System.Collections.Immutable;

namespace Brine.Pickling;

/// <summary>Immutable arrays: tuples of any length.</summary>
internal sealed class ImmutableArrayConverter<T>(PickleConverter<T> items) : PartsConverter<ImmutableArray<T>>
{
    public override PyValue Write(ImmutableArray<T> value, MappingWriter writer)
    {
        if (value.IsDefaultOrEmpty)
        {
            return PyTuple.Empty;
        }

        // Two that share their items are one tuple.
        object identity = System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsArray(value)!;
        if (writer.TryRecall(identity, out PyReference known))
        {
            return known;
        }

        PyTuple tuple = TupleFilling.Unfilled(value.Length);
        writer.Remember(identity, tuple);
        writer.Push(new TupleWriteFrame<T>(writer, tuple, ((IEnumerable<T>)value).GetEnumerator(), items));
        return tuple;
    }

    internal override bool TryRead(PyValue value, MappingReader reader, out ImmutableArray<T> result)
    {
        PyTuple source = value.As<PyTuple>() ?? throw reader.Mismatch(value, "a tuple");
        if (reader.TryRecall(source, this, out result, out bool isReady))
        {
            return isReady;
        }

        reader.PushMaking(source, this, new MakeFrame(this, items, source, reader));
        return false;
    }

    private sealed class MakeFrame(PickleConverter converter, PickleConverter<T> items, PyTuple source, MappingReader reader) : MappingFrame
    {
        private readonly T[] _items = new T[source.Count];
        private int _count;

        internal override bool Step()
        {
            for (; _count < _items.Length; _count++)
            {
                reader.At(_count);
                if (!items.TryRead(source[_count], reader, out _items[_count]))
                {
                    return false;
                }
            }

            reader.Remember(source, converter, System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(_items));
            return true;
        }
    }
}
