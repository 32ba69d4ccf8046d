namespace Brine.Pickling;

/// <summary><see cref="List{T}"/> and the interfaces that it implements: lists, and where an interface is wanted deques and, where nothing
/// can be added, tuples.</summary>
internal sealed class ListConverter<TSequence, T>(PickleConverter<T> items) : PartsConverter<TSequence>
    where TSequence : class, IEnumerable<T>
{
    private static readonly bool IsOpen = typeof(TSequence).IsInterface;
    private static readonly bool IsReadOnly = typeof(TSequence) == typeof(IReadOnlyList<T>)
        || typeof(TSequence) == typeof(IReadOnlyCollection<T>) || typeof(TSequence) == typeof(IEnumerable<T>);

    internal override Type Made => typeof(List<T>);

    public override PyValue Write(TSequence value, MappingWriter writer) =>
        value is null ? PyValue.None
            : writer.TryRecall(value, out PyReference known) ? known : Sequences.Write(value, value, items, writer);

    internal override bool TryRead(PyValue value, MappingReader reader, out TSequence result)
    {
        IReadOnlyList<PyValue> source = Sequences.Source(value, reader, IsReadOnly, IsOpen, out PyReference? shell);
        if (reader.TryRecall((PyReference)value.Reference!, this, out result, out _))
        {
            return true;
        }

        var list = new List<T>(source.Count);
        result = (TSequence)(object)list;
        reader.Remember((PyReference)value.Reference!, this, result);
        reader.NoteShell(list, shell);
        if (Sequences.Copy(source, shell, items) is { } copied)
        {
            list.AddRange(copied);
        }
        else if (items.IsLeaf)
        {
            MappingFrame? outer = reader.Enter(list);
            for (int i = 0; i < source.Count; i++)
            {
                reader.At(i);
                list.Add(items.Read(source[i], reader));
            }

            reader.Leave(outer);
        }
        else
        {
            if (items.IsDeferrable)
            {
                reader.Expect(source.Count);
            }

            reader.Push(new ListReadFrame<T>(reader, source, list, null, items), list);
        }

        return true;
    }
}
