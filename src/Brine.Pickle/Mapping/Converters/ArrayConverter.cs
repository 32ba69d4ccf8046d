namespace Brine.Pickling;

/// <summary>Arrays: lists in Python, or numpy arrays where the options say so.</summary>
internal sealed class ArrayConverter<T>(PickleConverter<T> items) : PartsConverter<T[]>
{
    public override PyValue Write(T[] value, MappingWriter writer)
    {
        if (value is null)
        {
            return PyValue.None;
        }

        if (writer.TryRecall(value, out PyReference known))
        {
            return known;
        }

        if (writer.Options.NumpyArrays && PickleConverters.Numpy?.Describe(value, writer) is { } array)
        {
            writer.Remember(value, array);
            return array;
        }

        return Sequences.Write(value, value, items, writer);
    }

    internal override bool TryRead(PyValue value, MappingReader reader, out T[] result)
    {
        IReadOnlyList<PyValue> source = Sequences.Source(value, reader, mayBeTuple: false, mayBeDeque: false, out PyReference? shell);
        if (reader.TryRecall((PyReference)value.Reference!, this, out result, out _))
        {
            return true;
        }

        T[]? copied = Sequences.Copy(source, shell, items);
        result = copied ?? new T[source.Count];
        reader.Remember((PyReference)value.Reference!, this, result);
        reader.NoteShell(result, shell);
        if (copied is not null)
        {
            return true;
        }

        if (items.IsLeaf)
        {
            MappingFrame? outer = reader.Enter(result);
            for (int i = 0; i < result.Length; i++)
            {
                reader.At(i);
                result[i] = items.Read(source[i], reader);
            }

            reader.Leave(outer);
        }
        else
        {
            if (items.IsDeferrable)
            {
                reader.Expect(source.Count);
            }

            reader.Push(new ListReadFrame<T>(reader, source, null, result, items), result);
        }

        return true;
    }
}
