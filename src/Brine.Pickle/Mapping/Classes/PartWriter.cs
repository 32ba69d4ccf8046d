namespace Brine.Pickling;

/// <summary>Takes the parts of one object from generated code.</summary>
public sealed partial class PartWriter
{
    /// <summary>Stands where an attribute is not to be there.</summary>
    private static readonly PyObject Absent = new(default, PyTuple.Empty);

    private readonly MappingWriter _writer;
    private readonly PickleClassLayout _layout;
    private PyObject _target = null!;
    private PyTuple _arguments = PyTuple.Empty;
    private PyReference? _items;

    // The attributes in the order of the layout, which is that of generated code.
    private PyValue[] _values = [];
    private int _count;
    private bool _hasAbsent;
    private bool _isShared;
    private PyDict? _extra;

    internal PartWriter(MappingWriter writer, PickleClassLayout layout)
    {
        _writer = writer;
        _layout = layout;
    }

    internal PickleClassLayout Layout => _layout;

    internal PyObject Target => _target;

    /// <summary>Begins an object.</summary>
    internal void Open()
    {
        _target = _layout.NewObject(_writer, out _arguments, out _items);
        Begin();
    }

    /// <summary>Begins an object that is known already, and holds no items.</summary>
    internal void Open(PyObject target)
    {
        _target = target;
        _isShared = target.View is DeferredParts;
        _items = null;
        _arguments = _writer.Protocol < 2 && _layout.Form == PickleForm.NamedTuple ? target.Argument(2).As<PyTuple>()! : target.Arguments;
        Begin();
    }

    /// <summary>An argument that the object is made with.</summary>
    public void Argument<T>(int position, T value, PickleConverter<T> converter)
    {
        bool isOld = _writer.Protocol < 2;
        if (isOld && _layout.Form is not (PickleForm.Reduce or PickleForm.NamedTuple or PickleForm.Value))
        {
            return;
        }

        _writer.At(position);
        PyValue written = _writer.WritePart(value, converter);
        if (isOld && _layout.Form == PickleForm.Value)
        {
            _target.Arguments.Set(1, BaseOf(written));
            _target.Arguments.Set(2, written);
            return;
        }

        _arguments.Set(position, written);
    }

    /// <summary>An argument that the object is made with by name.</summary>
    public void Keyword<T>(string keyword, T value, PickleConverter<T> converter)
    {
        if (_target.KeywordArguments is { } keywords)
        {
            _writer.AtAttribute(keyword);
            keywords[AttributeNames.Of(keyword)] = _writer.WritePart(value, converter);
        }
    }

    /// <summary>An attribute.</summary>
    public void Attribute<T>(string name, T value, PickleConverter<T> converter)
    {
        _writer.AtAttribute(name);
        _values[_count++] = _writer.WritePart(value, converter);
    }

    /// <summary>An attribute for whose absence null stands.</summary>
    public void Optional<T>(string name, T value, PickleConverter<T> converter)
    {
        if (value is not null)
        {
            Attribute(name, value, converter);
            return;
        }

        _hasAbsent = true;
        _values[_count++] = Absent;
    }

    /// <summary>All of the state.</summary>
    public void State<T>(T value, PickleConverter<T> converter)
    {
        _writer.AtAttribute("__getstate__");
        if (_writer.WritePart(value, converter) is { IsNone: false } state)
        {
            _target.State = state;
        }
    }

    /// <summary>Attributes that no member stands for, as they were read.</summary>
    public void Extra(IEnumerable<KeyValuePair<PyValue, PyValue>>? attributes)
    {
        foreach ((PyValue name, PyValue value) in attributes ?? [])
        {
            AddExtra(name, value);
        }
    }

    /// <summary>Attributes that no member stands for, as they were read.</summary>
    public void Extra(IEnumerable<KeyValuePair<string, PyValue>>? attributes)
    {
        foreach ((string name, PyValue value) in attributes ?? [])
        {
            AddExtra(name, value);
        }
    }

    /// <summary>Attributes that no member stands for, as .NET values.</summary>
    public void Extra(IEnumerable<KeyValuePair<string, object?>>? attributes)
    {
        foreach ((string name, object? value) in attributes ?? [])
        {
            _writer.AtAttribute(name);
            AddExtra(name, DynamicConverter.Instance.Write(value, _writer));
        }
    }

    /// <summary>Writes the items that the object holds as a list.</summary>
    public void Items<T>(IEnumerable<T>? items, PickleConverter<T> converter)
    {
        if (items is not null)
        {
            _writer.AtSamePlace();
            _writer.Push(new ListWriteFrame<T>(_writer, (PyList)_items!, items.GetEnumerator(), converter), items);
        }
    }

    /// <summary>Writes the entries that the object holds as a dict.</summary>
    public void Entries<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>>? entries, PickleConverter<TKey> keys,
        PickleConverter<TValue> values)
    {
        if (entries is not null)
        {
            _writer.AtSamePlace();
            _writer.Push(new DictWriteFrame<TKey, TValue>(_writer, (PyDict)_items!, entries.GetEnumerator(), keys, values), entries);
        }
    }

    private void Begin()
    {
        // A deferred description is written before the next one is made.
        _values = _writer.IsDeferring && _isShared && _values.Length == _layout.Keys.Length ? _values
            : _layout.Keys.Length == 0 ? [] : new PyValue[_layout.Keys.Length];
        (_count, _hasAbsent, _extra) = (0, false, null);
    }

    private void AddExtra(PyValue name, PyValue value)
    {
        if (name.AsString() is { } text && _layout.IsKnown(text))
        {
            _writer.AtAttribute(text);
            throw _writer.Error("CannotMapAttribute", "a member stands for the attribute, and the further ones have it too");
        }

        (_extra ??= new PyDict())[name] = value;
    }
}
