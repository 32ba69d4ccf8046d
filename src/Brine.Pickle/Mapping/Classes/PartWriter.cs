namespace Brine.Pickling;

/// <summary>Takes the parts of one object from generated code.</summary>
public sealed class PartWriter
{
    private readonly MappingWriter _writer;
    private readonly PickleShape _shape;
    private readonly PyObject _target;
    private readonly PyTuple _arguments;
    private readonly PyReference? _items;

    // The attributes in the order of the shape, and once one comes out of order, or is no attribute of the shape, a dict of its own.
    private readonly PyValue[] _values;
    private PyDict? _state;
    private int _count;

    internal PartWriter(MappingWriter writer, PickleShape shape)
    {
        _writer = writer;
        _shape = shape;
        _values = shape.Keys.Length <= PyDict.LinearSearch ? new PyValue[shape.Keys.Length] : [];
        _target = shape.NewObject(writer, out _arguments, out _items);
    }

    internal PyObject Target => _target;

    /// <summary>An argument that the object is made with.</summary>
    public void Argument<T>(int position, T value, PickleConverter<T> converter)
    {
        if (_writer.Protocol < 2 && _shape.ArgumentsAreStored && _shape.Form != PickleForm.Reduce)
        {
            return;
        }

        _writer.At(position);
        _arguments.Set(position, _writer.Write(value, converter));
    }

    /// <summary>An attribute.</summary>
    public void Attribute<T>(string name, T value, PickleConverter<T> converter)
    {
        _writer.AtAttribute(name);
        PyValue written = _writer.Write(value, converter);
        if (_state is null && _count < _values.Length && ReferenceEquals(_shape.Attributes[_count], name))
        {
            _values[_count++] = written;
            return;
        }

        State()[AttributeNames.Of(name)] = written;
    }

    /// <summary>Attributes that no member stands for, as they were read.</summary>
    public void Extra(IEnumerable<KeyValuePair<PyValue, PyValue>>? attributes)
    {
        foreach ((PyValue name, PyValue value) in attributes ?? [])
        {
            State()[name] = value;
        }
    }

    /// <summary>Attributes that no member stands for, as they were read.</summary>
    public void Extra(IEnumerable<KeyValuePair<string, PyValue>>? attributes)
    {
        foreach ((string name, PyValue value) in attributes ?? [])
        {
            State()[name] = value;
        }
    }

    /// <summary>What the object holds as a list.</summary>
    public void Items<T>(IEnumerable<T>? items, PickleConverter<T> converter)
    {
        if (items is not null)
        {
            _writer.AtSamePlace();
            _writer.Push(new ListWriteFrame<T>(_writer, (PyList)_items!, items.GetEnumerator(), converter));
        }
    }

    /// <summary>What the object holds as a dict.</summary>
    public void Entries<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>>? entries, PickleConverter<TKey> keys, PickleConverter<TValue> values)
    {
        if (entries is not null)
        {
            _writer.AtSamePlace();
            _writer.Push(new DictWriteFrame<TKey, TValue>(_writer, (PyDict)_items!, entries.GetEnumerator(), keys, values));
        }
    }

    internal void Finish()
    {
        if (_state is null && _count == 0)
        {
            return;
        }

        PyDict state = _state is null && _count == _values.Length ? PyDict.OfShape(_shape.Keys, _values) : State();
        _target.State = _shape switch
        {
            { Form: PickleForm.FrozenSlots } => new PyList(state.Values.ToArray()),
            { Slots: true } => new PyTuple(default, state),
            _ => state,
        };
    }

    private PyDict State()
    {
        if (_state is null)
        {
            _state = new PyDict();
            for (int i = 0; i < _count; i++)
            {
                _state[_shape.Keys[i]] = _values[i];
            }
        }

        return _state;
    }
}
