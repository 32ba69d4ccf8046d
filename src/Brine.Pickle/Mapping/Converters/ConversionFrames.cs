namespace Brine.Pickling;

/// <summary>Fills a Python list; an item whose parts are still to come is left to them first.</summary>
internal sealed class ListWriteFrame<T>(MappingWriter writer, PyList target, IEnumerator<T> items, PickleConverter<T> converter)
    : MappingFrame
{
    internal override bool Step()
    {
        while (items.MoveNext())
        {
            writer.At(target.Count);
            target.Add(writer.WritePart(items.Current, converter));
            if (writer.HasPending)
            {
                return false;
            }
        }

        items.Dispose();
        return true;
    }
}

/// <summary>Fills a Python tuple.</summary>
internal sealed class TupleWriteFrame<T>(MappingWriter writer, PyTuple target, IEnumerator<T> items, PickleConverter<T> converter)
    : MappingFrame
{
    private int _count;

    internal override bool Step()
    {
        while (items.MoveNext())
        {
            writer.At(_count);
            target.Set(_count++, writer.WritePart(items.Current, converter));
            if (writer.HasPending)
            {
                return false;
            }
        }

        items.Dispose();
        return true;
    }
}

/// <summary>Fills a Python set; an item is complete before it is hashed.</summary>
internal sealed class SetWriteFrame<T>(MappingWriter writer, PySet target, IEnumerator<T> items, PickleConverter<T> converter)
    : MappingFrame
{
    private PyValue? _item;

    internal override bool Step()
    {
        while (_item is not null || items.MoveNext())
        {
            if (_item is null)
            {
                writer.At(target.Count);
                _item = writer.WritePart(items.Current, converter);
                if (writer.HasPending)
                {
                    return false;
                }
            }

            Hashing.Check(_item.Value, writer);
            if (target.Contains(_item.Value))
            {
                throw writer.Error("CannotMapKey", "two items of the set are one in Python");
            }

            target.Add(_item.Value);
            _item = null;
        }

        items.Dispose();
        return true;
    }
}

/// <summary>Fills a Python dict; a key is complete before it is hashed.</summary>
internal sealed class DictWriteFrame<TKey, TValue>(
    MappingWriter writer, PyDict target, IEnumerator<KeyValuePair<TKey, TValue>> entries, PickleConverter<TKey> keys,
    PickleConverter<TValue> values) : MappingFrame
{
    private PyValue? _key;

    internal override bool Step()
    {
        while (_key is not null || entries.MoveNext())
        {
            if (_key is null)
            {
                writer.AtKeyOf(target.Count, default);
                _key = writer.WritePart(entries.Current.Key, keys);
                if (writer.HasPending)
                {
                    return false;
                }
            }

            PyValue key = _key.Value;
            Hashing.Check(key, writer);
            writer.AtKey(key);
            if (target.ContainsKey(key))
            {
                throw writer.Error("CannotMapKey", "two keys of the dictionary are one in Python");
            }

            target[key] = writer.WritePart(entries.Current.Value, values);
            _key = null;
            if (writer.HasPending)
            {
                return false;
            }
        }

        entries.Dispose();
        return true;
    }
}

/// <summary>Fills a .NET array or collection; a set gets an item when it is complete, since it hashes it.</summary>
internal sealed class ListReadFrame<T>(MappingReader reader, IReadOnlyList<PyValue> source, ICollection<T>? target, T[]? array,
    PickleConverter<T> converter) : MappingFrame
{
    private readonly bool _isSet = target is ISet<T>;
    private int _next;
    private bool _isComplete;

    internal override bool Step()
    {
        while (_next < source.Count)
        {
            reader.At(_next);
            if (!converter.TryRead(source[_next], reader, out T item))
            {
                return false;
            }

            if (_isSet && reader.HasPending && !_isComplete)
            {
                _isComplete = true;
                return false;
            }

            _isComplete = false;
            Put(item);
            _next++;
            if (reader.HasPending)
            {
                return false;
            }
        }

        return true;
    }

    private void Put(T item)
    {
        if (array is not null)
        {
            array[_next] = item;
        }
        else if (target is ISet<T> set)
        {
            Hashing.Add(set, item, reader);
        }
        else
        {
            target!.Add(item);
        }
    }
}

/// <summary>Fills a .NET dictionary.</summary>
internal sealed class DictReadFrame<TKey, TValue>(
    MappingReader reader, PyDict source, IDictionary<TKey, TValue> target, PickleConverter<TKey> keys, PickleConverter<TValue> values)
    : MappingFrame
{
    private int _next;
    private bool _isComplete;

    internal override bool Step()
    {
        while (_next < source.Count)
        {
            PyValue name = source.Keys[_next];
            reader.AtKeyOf(_next, name);
            if (!keys.TryRead(name, reader, out TKey key))
            {
                return false;
            }

            if (reader.HasPending && !_isComplete)
            {
                _isComplete = true;
                return false;
            }

            reader.AtKey(name);
            if (!values.TryRead(source.Values[_next], reader, out TValue value))
            {
                return false;
            }

            _isComplete = false;
            if (key is null || !target.TryAdd(key, value))
            {
                throw reader.Error("CannotMapKey",
                    key is null ? "None is a key, which no .NET dictionary takes" : $"two keys of the dict are one {typeof(TKey)}");
            }

            _next++;
            if (reader.HasPending)
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>Checks that a value can be a key.</summary>
internal static class Hashing
{
    internal static void Check(PyValue key, MappingWriter writer)
    {
        if (key.Kind is PyKind.List or PyKind.Dict or PyKind.Set or PyKind.ByteArray)
        {
            throw writer.Error("CannotMapKey", $"{key.Kind.WithArticle()} cannot be a dict key or a set item in Python");
        }
    }

    internal static void Add<T>(ISet<T> set, T item, MappingReader reader)
    {
        if (!set.Add(item))
        {
            throw reader.Error("CannotMapKey", $"two items of the set are one {typeof(T)}");
        }
    }
}
