namespace Brine.Pickling;

/// <summary>Reading and writing that the converters of lists and sets share.</summary>
internal static class Sequences
{
    /// <summary>The items of what may be read as a sequence; <paramref name="shell"/> is what holds them where that is not a
    /// list.</summary>
    /// <param name="value">What is there.</param>
    /// <param name="reader">The conversion.</param>
    /// <param name="mayBeTuple">True where items cannot be added to what is made.</param>
    /// <param name="mayBeDeque">True where no certain .NET type is wanted.</param>
    /// <param name="shell">The tuple, deque or array that holds them, else null.</param>
    internal static IReadOnlyList<PyValue> Source(PyValue value, MappingReader reader, bool mayBeTuple, bool mayBeDeque,
        out PyReference? shell)
    {
        shell = null;
        switch (value.Reference)
        {
            case PyList list:
                return list;
            case PyTuple tuple when mayBeTuple || reader.Options.Lossy:
                shell = tuple;
                return tuple;
            case PyObject deque when mayBeDeque && PyDeque.From(value) is { } items && (!deque.HasState || deque.State.IsNone):
                shell = deque;
                return items.Items;
            case PyObject array when PickleConverters.Numpy?.Items(array, out int[] shape) is { } elements:
                shell = array;
                return shape.Length == 1 ? elements
                    : throw reader.Error("CannotMapType", $"an array of {shape.Length} dimensions is there, one of 1 was wanted");
            case PyObject { ListItems: { } held } when reader.Options.Lossy:
                return held;
            default:
                throw reader.Mismatch(value, "a list");
        }
    }

    /// <summary>Elements as they are wanted, copied at once: ints and floats that a list keeps as plain numbers, arrays of that very type;
    /// else null.</summary>
    internal static T[]? Copy<T>(IReadOnlyList<PyValue> source, PyReference? shell, PickleConverter<T> converter) =>
        source is PyList list && converter is IntegerConverter<long> && list.TryGetInt64s(out ReadOnlySpan<long> integers)
            ? (T[])(object)integers.ToArray()
        : source is PyList floats && converter is FloatConverter<double> && floats.TryGetDoubles(out ReadOnlySpan<double> numbers)
            ? (T[])(object)numbers.ToArray()
        : shell is PyObject array
            && converter is FloatConverter<double> or FloatConverter<float> or IntegerConverter<long> or IntegerConverter<int>
            ? PickleConverters.Numpy!.Copy<T>(array)
        : null;

    internal static PyReference Write<T>(object value, IEnumerable<T> items, PickleConverter<T> converter, MappingWriter writer)
    {
        if (ObjectNotes.Find(value)?.Shell is { } shell)
        {
            return Shells.Write(shell, value, items, converter, writer);
        }

        PyList list = Deferred(value, items, converter, writer) ?? new PyList();
        writer.Remember(value, list);
        if (list.Count == 0)
        {
            Fill(list, value, items, converter, writer);
        }

        return list;
    }

    /// <summary>A list of objects that are turned when they are written, where that is wanted; else null.</summary>
    private static PyList? Deferred<T>(object value, IEnumerable<T> items, PickleConverter<T> converter, MappingWriter writer)
    {
        if (!writer.IsDeferring || !converter.IsDeferrable || items is not IReadOnlyList<T> { Count: > 1 } all)
        {
            return null;
        }

        writer.Expect(all.Count);
        return PyList.Defer(new MappedItems<T>(all, converter, writer, writer.Place(value)), all.Count);
    }

    internal static void Fill<T>(PyList list, object value, IEnumerable<T> items, PickleConverter<T> converter, MappingWriter writer)
    {
        if (!converter.IsLeaf)
        {
            writer.Push(new ListWriteFrame<T>(writer, list, items.GetEnumerator(), converter), value);
            return;
        }

        MappingFrame? outer = writer.Enter(value);
        foreach (T item in items)
        {
            writer.At(list.Count);
            list.Add(writer.WritePart(item, converter));
        }

        writer.Leave(outer);
    }

    internal static PySet WriteSet<T>(object value, IEnumerable<T> items, PickleConverter<T> converter, MappingWriter writer, bool isFrozen)
    {
        var set = new PySet(isFrozen || ObjectNotes.Find(value)?.Shell is PySet { IsFrozen: true });
        writer.Remember(value, set);
        writer.Push(new SetWriteFrame<T>(writer, set, items.GetEnumerator(), converter), value);
        return set;
    }

    /// <summary>The set that is there; a frozenset where nothing can be added to what is made.</summary>
    internal static PySet Set(PyValue value, MappingReader reader, bool mayBeFrozen) =>
        value.As<PySet>() is { } source && (!source.IsFrozen || mayBeFrozen || reader.Options.Lossy) ? source
            : throw reader.Mismatch(value, "a set");
}
