namespace Brine.Pickling;

/// <summary>Collections that are made of all their items at once: immutable and read-only ones.</summary>
/// <param name="items">The converter of the items.</param>
/// <param name="make">Makes one of its items.</param>
/// <param name="isSet">True for a set in Python, false for a list.</param>
/// <param name="isReversed">True where the last item is enumerated first.</param>
internal sealed class BuiltConverter<TCollection, T>(PickleConverter<T> items, Func<List<T>, TCollection> make, bool isSet, bool isReversed)
    : CollectionConverter<TCollection, T>(items, isSet, isReversed)
    where TCollection : class, IEnumerable<T>
{
    internal override bool TryRead(PyValue value, MappingReader reader, out TCollection result)
    {
        IReadOnlyList<PyValue> source = Source(value, reader, isFixed: true, out PyReference? shell);
        var origin = (PyReference)value.Reference!;
        if (reader.TryRecall(origin, this, out result, out bool isReady))
        {
            return isReady;
        }

        var list = new List<T>(source.Count);
        var parts = new ListReadFrame<T>(reader, source, list, null, Items);
        reader.PushMaking(origin, this,
            new MakingFrame<TCollection>(reader, this, origin, shell, source.Count > 0 ? parts : null, () => make(list)));
        return false;
    }
}
