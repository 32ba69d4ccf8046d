using System.Collections.Frozen;
using System.Collections.Immutable;

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

        if (writer.Options.NumpyArrays && PickleConverters.NumpyArray?.Invoke(value, writer) is { } array)
        {
            writer.Remember(value, array);
            return array;
        }

        return Sequences.Write(value, value, items, writer);
    }

    internal override bool TryRead(PyValue value, MappingReader reader, out T[] result)
    {
        IReadOnlyList<PyValue> source = Sequences.List(value, reader);
        if (reader.TryRecall((PyReference)value.Reference!, this, out result, out _))
        {
            return true;
        }

        if (Sequences.Copy(source, items) is { } copied)
        {
            result = copied;
            reader.Remember((PyReference)value.Reference!, this, result);
            return true;
        }

        result = new T[source.Count];
        reader.Remember((PyReference)value.Reference!, this, result);
        if (items.IsLeaf)
        {
            MappingFrame? outer = reader.Enter();
            for (int i = 0; i < result.Length; i++)
            {
                reader.At(i);
                result[i] = items.Read(source[i], reader);
            }

            reader.Leave(outer);
        }
        else
        {
            reader.Push(new ListReadFrame<T>(reader, source, null, result, items));
        }

        return true;
    }
}

/// <summary><see cref="List{T}"/> and what it implements: lists.</summary>
internal sealed class CollectionConverter<TSequence, T>(PickleConverter<T> items) : PartsConverter<TSequence>
    where TSequence : class, IEnumerable<T>
{
    internal override Type Made => typeof(List<T>);

    public override PyValue Write(TSequence value, MappingWriter writer) =>
        value is null ? PyValue.None : writer.TryRecall(value, out PyReference known) ? known : Sequences.Write(value, value, items, writer);

    internal override bool TryRead(PyValue value, MappingReader reader, out TSequence result)
    {
        IReadOnlyList<PyValue> source = Sequences.List(value, reader);
        if (reader.TryRecall((PyReference)value.Reference!, this, out result, out _))
        {
            return true;
        }

        var list = new List<T>(source.Count);
        result = (TSequence)(object)list;
        reader.Remember((PyReference)value.Reference!, this, result);
        if (Sequences.Copy(source, items) is { } copied)
        {
            list.AddRange(copied);
        }
        else if (items.IsLeaf)
        {
            MappingFrame? outer = reader.Enter();
            for (int i = 0; i < source.Count; i++)
            {
                reader.At(i);
                list.Add(items.Read(source[i], reader));
            }

            reader.Leave(outer);
        }
        else
        {
            reader.Push(new ListReadFrame<T>(reader, source, list, null, items));
        }

        return true;
    }
}

/// <summary>Immutable arrays: tuples of any length.</summary>
internal sealed class ImmutableArrayConverter<T>(PickleConverter<T> items) : PartsConverter<ImmutableArray<T>>
{
    public override PyValue Write(ImmutableArray<T> value, MappingWriter writer)
    {
        if (value.IsDefaultOrEmpty)
        {
            return PyTuple.Empty;
        }

        // Two that share their items are one tuple.
        object identity = System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsArray(value)!;
        if (writer.TryRecall(identity, out PyReference known))
        {
            return known;
        }

        PyTuple tuple = TupleFilling.Unfilled(value.Length);
        writer.Remember(identity, tuple);
        writer.Push(new TupleWriteFrame<T>(writer, tuple, ((IEnumerable<T>)value).GetEnumerator(), items));
        return tuple;
    }

    internal override bool TryRead(PyValue value, MappingReader reader, out ImmutableArray<T> result)
    {
        PyTuple source = value.As<PyTuple>() ?? throw reader.Mismatch(value, "a tuple");
        if (reader.TryRecall(source, this, out result, out bool isReady))
        {
            return isReady;
        }

        reader.PushMaking(source, this, new MakeFrame(this, items, source, reader));
        return false;
    }

    private sealed class MakeFrame(PickleConverter converter, PickleConverter<T> items, PyTuple source, MappingReader reader) : MappingFrame
    {
        private readonly T[] _items = new T[source.Count];
        private int _count;

        internal override bool Step()
        {
            for (; _count < _items.Length; _count++)
            {
                reader.At(_count);
                if (!items.TryRead(source[_count], reader, out _items[_count]))
                {
                    return false;
                }
            }

            reader.Remember(source, converter, System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(_items));
            return true;
        }
    }
}

/// <summary><see cref="HashSet{T}"/> and what it implements: sets.</summary>
internal sealed class SetConverter<TSet, T>(PickleConverter<T> items) : PartsConverter<TSet>
    where TSet : class, IEnumerable<T>
{
    internal override Type Made => typeof(HashSet<T>);

    public override PyValue Write(TSet value, MappingWriter writer) =>
        value is null ? PyValue.None : writer.TryRecall(value, out PyReference known) ? known : Sequences.WriteSet(value, value, items, writer, isFrozen: false);

    internal override bool TryRead(PyValue value, MappingReader reader, out TSet result)
    {
        if (value.As<PySet>() is not { } source || (source.IsFrozen && !reader.Options.Lossy))
        {
            throw reader.Mismatch(value, "a set");
        }

        if (!reader.TryRecall(source, this, out result, out _))
        {
            var set = new HashSet<T>(source.Count);
            result = (TSet)(object)set;
            reader.Remember(source, this, result);
            reader.Push(new ListReadFrame<T>(reader, source.Items.ToArray(), set, null, items));
        }

        return true;
    }
}

/// <summary>Frozen sets: frozensets.</summary>
internal sealed class FrozenSetConverter<T>(PickleConverter<T> items) : PartsConverter<FrozenSet<T>>
{
    public override PyValue Write(FrozenSet<T> value, MappingWriter writer) =>
        value is null ? PyValue.None : writer.TryRecall(value, out PyReference known) ? known : Sequences.WriteSet(value, value, items, writer, isFrozen: true);

    internal override bool TryRead(PyValue value, MappingReader reader, out FrozenSet<T> result)
    {
        if (value.As<PySet>() is not { } source || (!source.IsFrozen && !reader.Options.Lossy))
        {
            throw reader.Mismatch(value, "a frozenset");
        }

        if (reader.TryRecall(source, this, out result, out bool isReady))
        {
            return isReady;
        }

        reader.PushMaking(source, this, new MakeFrame(this, items, source, reader));
        return false;
    }

    private sealed class MakeFrame(PickleConverter converter, PickleConverter<T> items, PySet source, MappingReader reader) : MappingFrame
    {
        private readonly HashSet<T> _items = [];
        private bool _isFilled;

        internal override bool Step()
        {
            if (!_isFilled && source.Count > 0)
            {
                _isFilled = true;
                reader.AtSamePlace();
                reader.Push(new ListReadFrame<T>(reader, source.Items.ToArray(), _items, null, items));
                return false;
            }

            reader.Remember(source, converter, _items.ToFrozenSet());
            return true;
        }
    }
}

/// <summary><see cref="Dictionary{TKey, TValue}"/> and what it implements: dicts.</summary>
internal sealed class DictionaryConverter<TDictionary, TKey, TValue>(PickleConverter<TKey> keys, PickleConverter<TValue> values) : PartsConverter<TDictionary>
    where TDictionary : class, IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    internal override Type Made => typeof(TDictionary) == typeof(OrderedDictionary<TKey, TValue>) ? Type : typeof(Dictionary<TKey, TValue>);

    public override PyValue Write(TDictionary value, MappingWriter writer)
    {
        if (value is null)
        {
            return PyValue.None;
        }

        if (writer.TryRecall(value, out PyReference known))
        {
            return known;
        }

        var dict = new PyDict();
        writer.Remember(value, dict);
        writer.Push(new DictWriteFrame<TKey, TValue>(writer, dict, value.GetEnumerator(), keys, values));
        return dict;
    }

    internal override bool TryRead(PyValue value, MappingReader reader, out TDictionary result)
    {
        PyDict source = value.As<PyDict>() ?? (reader.Options.Lossy ? value.As<PyObject>()?.DictItems : null) ?? throw reader.Mismatch(value, "a dict");
        if (!reader.TryRecall((PyReference)value.Reference!, this, out result, out _))
        {
            // Counts of a file are real here: the entries are in memory.
            IDictionary<TKey, TValue> made = typeof(TDictionary) == typeof(OrderedDictionary<TKey, TValue>)
                ? new OrderedDictionary<TKey, TValue>(source.Count) : new Dictionary<TKey, TValue>(source.Count);
            result = (TDictionary)made;
            reader.Remember((PyReference)value.Reference!, this, result);
            reader.Push(new DictReadFrame<TKey, TValue>(reader, source, made, keys, values));
        }

        return true;
    }
}

/// <summary>What lists and sets share.</summary>
internal static class Sequences
{
    internal static PyList Write<T>(object value, IEnumerable<T> items, PickleConverter<T> converter, MappingWriter writer)
    {
        var list = new PyList();
        writer.Remember(value, list);
        if (!converter.IsLeaf)
        {
            writer.Push(new ListWriteFrame<T>(writer, list, items.GetEnumerator(), converter));
            return list;
        }

        MappingFrame? outer = writer.Enter();
        foreach (T item in items)
        {
            writer.At(list.Count);
            list.Add(writer.WritePart(item, converter));
        }

        writer.Leave(outer);
        return list;
    }

    /// <summary>Ints and floats that the list keeps as plain numbers, where these are wanted as they are; else null.</summary>
    internal static T[]? Copy<T>(IReadOnlyList<PyValue> source, PickleConverter<T> converter) =>
        source is PyList list && converter is IntegerConverter<long> && list.TryGetInt64s(out ReadOnlySpan<long> integers) ? (T[])(object)integers.ToArray()
        : source is PyList floats && converter is FloatConverter<double> && floats.TryGetDoubles(out ReadOnlySpan<double> numbers) ? (T[])(object)numbers.ToArray()
        : null;

    internal static PySet WriteSet<T>(object value, IEnumerable<T> items, PickleConverter<T> converter, MappingWriter writer, bool isFrozen)
    {
        var set = new PySet(isFrozen);
        writer.Remember(value, set);
        writer.Push(new SetWriteFrame<T>(writer, set, items.GetEnumerator(), converter));
        return set;
    }

    internal static IReadOnlyList<PyValue> List(PyValue value, MappingReader reader) =>
        value.As<PyList>() ?? (reader.Options.Lossy ? (IReadOnlyList<PyValue>?)value.As<PyTuple>() ?? value.As<PyObject>()?.ListItems : null) ?? throw reader.Mismatch(value, "a list");
}
