namespace Brine.Pickling;

/// <summary>Collections that are made empty and filled one by one: queues, stacks, observable collections, sorted sets.</summary>
/// <param name="items">The converter of the items.</param>
/// <param name="make">Makes an empty one.</param>
/// <param name="add">Adds an item.</param>
/// <param name="isSet">True for a set in Python, false for a list.</param>
/// <param name="isReversed">True where the last one added is enumerated first: the end of Python's list is the top of the stack.</param>
internal sealed class FilledConverter<TCollection, T>(PickleConverter<T> items, Func<TCollection> make, Action<TCollection, T> add,
    bool isSet, bool isReversed) : CollectionConverter<TCollection, T>(items, isSet, isReversed)
    where TCollection : class, IEnumerable<T>
{
    internal override bool TryRead(PyValue value, MappingReader reader, out TCollection result)
    {
        IReadOnlyList<PyValue> source = Source(value, reader, isFixed: false, out PyReference? shell);
        if (!reader.TryRecall((PyReference)value.Reference!, this, out result, out _))
        {
            result = make();
            reader.Remember((PyReference)value.Reference!, this, result);
            reader.NoteShell(result, shell);
            reader.Push(new FillFrame(this, result, source, reader), result);
        }

        return true;
    }

    private sealed class FillFrame(FilledConverter<TCollection, T> converter, TCollection target, IReadOnlyList<PyValue> source,
        MappingReader reader) : MappingFrame
    {
        private int _next;
        private bool _isComplete;

        internal override bool Step()
        {
            while (_next < source.Count)
            {
                reader.At(_next);
                if (!converter.Items.TryRead(source[_next], reader, out T item))
                {
                    return false;
                }

                // A set compares its items: they are complete before.
                if (converter.IsSet && reader.HasPending && !_isComplete)
                {
                    _isComplete = true;
                    return false;
                }

                _isComplete = false;
                converter.Add(target, item);
                _next++;
                if (reader.HasPending)
                {
                    return false;
                }
            }

            return true;
        }
    }

    private Action<TCollection, T> Add => add;
}
