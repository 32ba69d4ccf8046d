namespace Brine.Pickling;

/// <summary><see cref="HashSet{T}"/> and what it implements: sets, and frozensets where nothing can be added.</summary>
internal sealed class SetConverter<TSet, T>(PickleConverter<T> items) : PartsConverter<TSet>
    where TSet : class, IEnumerable<T>
{
    internal override Type Made => typeof(HashSet<T>);

    public override PyValue Write(TSet value, MappingWriter writer) =>
        value is null ? PyValue.None
            : writer.TryRecall(value, out PyReference known) ? known : Sequences.WriteSet(value, value, items, writer, isFrozen: false);

    internal override bool TryRead(PyValue value, MappingReader reader, out TSet result)
    {
        PySet source = Sequences.Set(value, reader, typeof(TSet) == typeof(IReadOnlySet<T>));
        if (!reader.TryRecall(source, this, out result, out _))
        {
            var set = new HashSet<T>(source.Count);
            result = (TSet)(object)set;
            reader.Remember(source, this, result);
            reader.NoteShell(set, source.IsFrozen ? source : null);
            reader.Push(new ListReadFrame<T>(reader, source.Items.ToArray(), set, null, items), set);
        }

        return true;
    }
}
