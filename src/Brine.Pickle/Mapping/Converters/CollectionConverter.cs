namespace Brine.Pickling;

/// <summary>Base class of the converters of collections that are lists or sets in Python, other than the plain ones.</summary>
/// <param name="items">The converter of the items.</param>
/// <param name="isSet">True for a set in Python, false for a list.</param>
/// <param name="isReversed">True where the last item is enumerated first: the end of Python's list is the top of the stack.</param>
internal abstract class CollectionConverter<TCollection, T>(PickleConverter<T> items, bool isSet, bool isReversed)
    : PartsConverter<TCollection>
    where TCollection : class, IEnumerable<T>
{
    private protected PickleConverter<T> Items => items;

    private protected bool IsSet => isSet;

    public sealed override PyValue Write(TCollection value, MappingWriter writer)
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

    /// <summary>The items of a Python list or set.</summary>
    /// <param name="value">The list or set.</param>
    /// <param name="reader">The conversion.</param>
    /// <param name="isFixed">True where nothing can be added to the collection, so that a tuple or a frozenset is as good.</param>
    /// <param name="shell">The value itself, where it is of another type than the collection is written as.</param>
    private protected IReadOnlyList<PyValue> Source(PyValue value, MappingReader reader, bool isFixed, out PyReference? shell)
    {
        if (!isSet)
        {
            return Sequences.Source(value, reader, mayBeTuple: isFixed, mayBeDeque: true, out shell);
        }

        PySet set = Sequences.Set(value, reader, mayBeFrozen: isFixed);
        shell = isFixed && set.IsFrozen ? set : null;
        return set.Items.ToArray();
    }
}
