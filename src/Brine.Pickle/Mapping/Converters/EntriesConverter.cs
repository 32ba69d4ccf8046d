namespace Brine.Pickling;

/// <summary>Base class of the converters of dictionaries, which are dicts in Python.</summary>
/// <param name="keys">The converter of the keys.</param>
/// <param name="values">The converter of the values.</param>
internal abstract class EntriesConverter<TDictionary, TKey, TValue>(PickleConverter<TKey> keys, PickleConverter<TValue> values)
    : PartsConverter<TDictionary>
    where TDictionary : class, IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    private protected PickleConverter<TKey> Keys => keys;

    private protected PickleConverter<TValue> Values => values;

    public sealed override PyValue Write(TDictionary value, MappingWriter writer)
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
}
