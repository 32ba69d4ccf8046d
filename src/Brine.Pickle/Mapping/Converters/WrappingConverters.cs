namespace Brine.Pickling;

/// <summary>A value that may be None.</summary>
internal sealed class NullableConverter<T>(PickleConverter<T> inner) : PickleConverter<T?>
    where T : struct
{
    internal override bool IsLeaf => inner.IsLeaf;

    internal override bool IsSelfContained => inner.IsSelfContained;

    public override bool TakesNull => true;

    public override PyValue Write(T? value, MappingWriter writer) => value is { } given ? inner.Write(given, writer) : PyValue.None;

    public override T? Read(PyValue value, MappingReader reader) => IsNull(value, reader) ? null : inner.Read(value, reader);

    internal override bool TryRead(PyValue value, MappingReader reader, out T? result)
    {
        result = null;
        if (IsNull(value, reader))
        {
            return true;
        }

        bool isReady = inner.TryRead(value, reader, out T given);
        result = given;
        return isReady;
    }

    /// <summary>pandas' NaT and NA are null too, and are themselves again when they are written.</summary>
    private static bool IsNull(PyValue value, MappingReader reader)
    {
        if (value.IsNone)
        {
            return true;
        }

        bool isMissing = value.Kind is PyKind.Object or PyKind.Global && (PickleConverters.Numpy?.IsMissing(value) ?? false);
        if (isMissing)
        {
            reader.Note<T?>(value, null);
        }

        return isMissing;
    }
}

/// <summary>An object that may be None.</summary>
internal sealed class OptionalConverter<T>(PickleConverter<T> inner) : PickleConverter<T?>
    where T : class
{
    internal override bool IsLeaf => inner.IsLeaf;

    internal override bool IsSelfContained => inner.IsSelfContained;

    public override bool TakesNull => true;

    public override PyValue Write(T? value, MappingWriter writer) => value is null ? PyValue.None : inner.Write(value, writer);

    public override T? Read(PyValue value, MappingReader reader) => value.IsNone ? null : inner.Read(value, reader);

    internal override bool TryRead(PyValue value, MappingReader reader, out T? result)
    {
        if (value.IsNone)
        {
            result = null;
            return true;
        }

        bool isReady = inner.TryRead(value, reader, out T given);
        result = given;
        return isReady;
    }
}

/// <summary>A base class or interface, which says nothing itself: the mapped class that stands there does.</summary>
internal sealed class DerivedConverter<T> : PartsConverter<T>
    where T : class
{
    public override PyValue Write(T value, MappingWriter writer) => value is null ? PyValue.None
        : PickleConverters.Find(value.GetType()) is { } converter && converter != this ? converter.WriteObject(value, writer)
        : throw writer.Error("CannotMapType", $"{value.GetType()} says no Python class: give it [PickleClass]");

    internal override bool TryRead(PyValue value, MappingReader reader, out T result)
    {
        if (value.As<PyObject>() is { } source && PickleConverters.FindClass(source) is { } converter
            && typeof(T).IsAssignableFrom(converter.Type))
        {
            bool isReady = converter.TryReadObject(value, reader, out object? made);
            result = isReady ? (T)made! : default!;
            return isReady;
        }

        throw reader.Mismatch(value, $"an instance of a class that stands for a {typeof(T)}");
    }
}

/// <summary>A tuple, or a pair.</summary>
internal sealed class TupleConverter<T>(PickleConverter[] items, Func<object?[], T> make, Func<T, int, object?> item) : PartsConverter<T>
{
    public override PyValue Write(T value, MappingWriter writer)
    {
        if (value is null)
        {
            return PyValue.None;
        }

        bool hasIdentity = !typeof(T).IsValueType;
        if (hasIdentity && writer.TryRecall(value, out PyReference known))
        {
            return known;
        }

        PyTuple tuple = TupleFilling.Unfilled(items.Length);
        if (hasIdentity)
        {
            writer.Remember(value, tuple);
        }

        writer.Push(new WriteFrame(value, tuple, items, item, writer));
        return tuple;
    }

    internal override bool TryRead(PyValue value, MappingReader reader, out T result)
    {
        if (value.As<PyTuple>() is not { } source || source.Count != items.Length)
        {
            throw reader.Mismatch(value, $"a tuple of {items.Length}");
        }

        if (reader.TryRecall(source, this, out result, out bool isReady))
        {
            return isReady;
        }

        reader.PushMaking(source, this, new MakeFrame(this, items, make, source, reader));
        return false;
    }

    private sealed class WriteFrame(T value, PyTuple target, PickleConverter[] items, Func<T, int, object?> item, MappingWriter writer)
        : MappingFrame
    {
        internal override bool Step()
        {
            for (int i = 0; i < items.Length; i++)
            {
                writer.At(i);
                target.Set(i, items[i].WriteObjectPart(item(value, i), writer));
            }

            return true;
        }
    }

    private sealed class MakeFrame(PickleConverter converter, PickleConverter[] items, Func<object?[], T> make, PyTuple source,
        MappingReader reader) : MappingFrame
    {
        private readonly object?[] _items = new object?[items.Length];
        private int _count;

        internal override bool Step()
        {
            for (; _count < items.Length; _count++)
            {
                reader.At(_count);
                if (!items[_count].TryReadObject(source[_count], reader, out _items[_count]))
                {
                    return false;
                }
            }

            reader.Remember(source, converter, make(_items));
            return true;
        }
    }
}
