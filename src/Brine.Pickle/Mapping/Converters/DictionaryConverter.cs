namespace Brine.Pickling;

/// <summary><see cref="Dictionary{TKey, TValue}"/>, what it implements, and other dictionaries: dicts, and where an interface is wanted
/// OrderedDict, defaultdict and Counter.</summary>
/// <param name="keys">The converter of the keys.</param>
/// <param name="values">The converter of the values.</param>
/// <param name="make">Makes an empty one where a <see cref="Dictionary{TKey, TValue}"/> is none.</param>
internal sealed class DictionaryConverter<TDictionary, TKey, TValue>(PickleConverter<TKey> keys, PickleConverter<TValue> values,
    Func<TDictionary>? make = null)
    : EntriesConverter<TDictionary, TKey, TValue>(keys, values)
    where TDictionary : class, IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    private static readonly bool IsOrdered = typeof(TDictionary) == typeof(OrderedDictionary<TKey, TValue>);

    internal override Type Made => IsOrdered || make is not null ? Type : typeof(Dictionary<TKey, TValue>);

    internal override bool TryRead(PyValue value, MappingReader reader, out TDictionary result)
    {
        PyDict source = Shells.Dict(value, reader, IsOrdered || typeof(TDictionary).IsInterface, typeof(TDictionary).IsInterface,
            out PyObject? shell);
        if (!reader.TryRecall((PyReference)value.Reference!, this, out result, out _))
        {
            // Counts of a file are real here: the entries are in memory.
            var made = make is not null ? (IDictionary<TKey, TValue>)make()
                : IsOrdered ? new OrderedDictionary<TKey, TValue>(source.Count) : new Dictionary<TKey, TValue>(source.Count);
            result = (TDictionary)made;
            reader.Remember((PyReference)value.Reference!, this, result);
            reader.NoteShell(result, shell);
            reader.Push(new DictReadFrame<TKey, TValue>(reader, source, made, Keys, Values), result);
        }

        return true;
    }
}
