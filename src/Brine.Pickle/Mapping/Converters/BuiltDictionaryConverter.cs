namespace Brine.Pickling;

/// <summary>Dictionaries that are made of all their entries at once: immutable, frozen and read-only ones.</summary>
/// <param name="keys">The converter of the keys.</param>
/// <param name="values">The converter of the values.</param>
/// <param name="make">Makes one of its entries.</param>
internal sealed class BuiltDictionaryConverter<TDictionary, TKey, TValue>(PickleConverter<TKey> keys, PickleConverter<TValue> values, Func<Dictionary<TKey, TValue>, TDictionary> make) : PartsConverter<TDictionary>
    where TDictionary : class, IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    public override PyValue Write(TDictionary value, MappingWriter writer)
    {
        if (value is null)
        {
            return PyValue.None;
        }

        if (writer.TryRecall(value, out PyReference known))
        {
            return known;
        }

        PyReference made = Shells.NewDict(value, out PyDict entries);
        writer.Remember(value, made);
        writer.Push(new DictWriteFrame<TKey, TValue>(writer, entries, value.GetEnumerator(), keys, values), value);
        return made;
    }

    internal override bool TryRead(PyValue value, MappingReader reader, out TDictionary result)
    {
        PyDict entries = Shells.Dict(value, reader, mayBeOrdered: true, mayBeOther: true, out PyObject? shell);
        var source = (PyReference)value.Reference!;
        if (reader.TryRecall(source, this, out result, out bool isReady))
        {
            return isReady;
        }

        reader.PushMaking(source, this, new MakeFrame(this, keys, values, make, entries, source, shell, reader));
        return false;
    }

    private sealed class MakeFrame(
        PickleConverter converter, PickleConverter<TKey> keys, PickleConverter<TValue> values, Func<Dictionary<TKey, TValue>, TDictionary> make, PyDict entries, PyReference source, PyObject? shell, MappingReader reader) : MappingFrame
    {
        private readonly Dictionary<TKey, TValue> _entries = new(entries.Count);
        private bool _isFilled;

        internal override bool Step()
        {
            if (!_isFilled && entries.Count > 0)
            {
                _isFilled = true;
                reader.AtSamePlace();
                reader.Push(new DictReadFrame<TKey, TValue>(reader, entries, _entries, keys, values));
                return false;
            }

            TDictionary made = make(_entries);
            Holder = made;
            reader.NoteShell(made, shell);
            reader.Remember(source, converter, made);
            return true;
        }
    }
}
