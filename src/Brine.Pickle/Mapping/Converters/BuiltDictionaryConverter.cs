namespace Brine.Pickling;

/// <summary>Dictionaries that are made of all their entries at once: immutable, frozen and read-only ones.</summary>
/// <param name="keys">The converter of the keys.</param>
/// <param name="values">The converter of the values.</param>
/// <param name="make">Makes one of its entries.</param>
internal sealed class BuiltDictionaryConverter<TDictionary, TKey, TValue>(PickleConverter<TKey> keys, PickleConverter<TValue> values,
    Func<Dictionary<TKey, TValue>, TDictionary> make)
    : EntriesConverter<TDictionary, TKey, TValue>(keys, values)
    where TDictionary : class, IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    internal override bool TryRead(PyValue value, MappingReader reader, out TDictionary result)
    {
        PyDict entries = Shells.Dict(value, reader, mayBeOrdered: true, mayBeOther: true, out PyObject? shell);
        var origin = (PyReference)value.Reference!;
        if (reader.TryRecall(origin, this, out result, out bool isReady))
        {
            return isReady;
        }

        var read = new Dictionary<TKey, TValue>(entries.Count);
        var parts = new DictReadFrame<TKey, TValue>(reader, entries, read, Keys, Values);
        reader.PushMaking(origin, this,
            new MakingFrame<TDictionary>(reader, this, origin, shell, entries.Count > 0 ? parts : null, () => make(read)));
        return false;
    }
}
