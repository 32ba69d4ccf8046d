namespace Brine.Pickling;

/// <summary>Collections that are made of all their items at once: immutable and read-only ones.</summary>
/// <param name="items">The converter of the items.</param>
/// <param name="make">Makes one of its items.</param>
/// <param name="isSet">True for a set in Python, false for a list.</param>
/// <param name="isReversed">True where the last item is enumerated first.</param>
internal sealed class BuiltConverter<TCollection, T>(PickleConverter<T> items, Func<List<T>, TCollection> make, bool isSet, bool isReversed) : PartsConverter<TCollection>
    where TCollection : class, IEnumerable<T>
{
    public override PyValue Write(TCollection value, MappingWriter writer)
    {
        if (value is null)
        {
            return PyValue.None;
        }

        if (writer.TryRecall(value, out PyReference known))
        {
            return known;
        }

        IEnumerable<T> inOrder = isReversed ? Enumerable.Reverse(value) : value;
        return isSet ? Sequences.WriteSet(value, inOrder, items, writer, isFrozen: false) : Sequences.Write(value, inOrder, items, writer);
    }

    internal override bool TryRead(PyValue value, MappingReader reader, out TCollection result)
    {
        PyReference? shell = null;
        IReadOnlyList<PyValue> source = isSet ? Sequences.Set(value, reader, mayBeFrozen: true).Items.ToArray() : Sequences.Source(value, reader, mayBeTuple: true, mayBeDeque: true, out shell);
        if (reader.TryRecall((PyReference)value.Reference!, this, out result, out bool isReady))
        {
            return isReady;
        }

        shell ??= value.As<PySet>() is { IsFrozen: true } frozen ? frozen : null;
        reader.PushMaking((PyReference)value.Reference!, this, new MakeFrame(this, items, make, source, (PyReference)value.Reference!, shell, reader));
        return false;
    }

    private sealed class MakeFrame(PickleConverter converter, PickleConverter<T> items, Func<List<T>, TCollection> make, IReadOnlyList<PyValue> parts, PyReference source, PyReference? shell, MappingReader reader) : MappingFrame
    {
        private readonly List<T> _items = new(parts.Count);
        private bool _isFilled;

        internal override bool Step()
        {
            if (!_isFilled && parts.Count > 0)
            {
                _isFilled = true;
                reader.AtSamePlace();
                reader.Push(new ListReadFrame<T>(reader, parts, _items, null, items));
                return false;
            }

            TCollection made = make(_items);
            Holder = made;
            reader.NoteShell(made, shell);
            reader.Remember(source, converter, made);
            return true;
        }
    }
}
