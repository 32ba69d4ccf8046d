namespace Brine.Pickling;

/// <summary>Hands the parts of one object to generated code. While a part has to be made first it gives defaults and <see cref="IsWaiting"/> is true: the code is called again.</summary>
public sealed class PartReader
{
    private readonly MappingReader _reader;
    private readonly PickleShape _shape;
    private readonly PyObject _source;
    private readonly PyTuple _arguments;
    private readonly int _firstArgument;
    private readonly PyReference? _items;
    private readonly PyDict? _attributes;
    private readonly PyDict? _slots;
    private readonly PyList? _fields;
    private readonly KeyPlaces? _places;

    // Generated code asks for the attributes in the order of the shape.
    private int _next;

    internal PartReader(MappingReader reader, PickleShape shape, PyObject source)
    {
        _reader = reader;
        _shape = shape;
        _source = source;
        _arguments = source.Arguments;
        _items = (PyReference?)source.ListItems ?? source.DictItems;
        if (source.Callable.As<PyGlobal>() is { Module: "copyreg" or "copy_reg" } callable)
        {
            if (callable.Name == "_reconstructor")
            {
                // (class, builtin class it extends, what it holds as one of these)
                _arguments = source.Argument(2).As<PyTuple>() ?? PyTuple.Empty;
                _items ??= source.Argument(2).As<PyReference>() is PyList or PyDict ? source.Argument(2).As<PyReference>() : null;
            }
            else
            {
                _firstArgument = callable.Name == "__newobj__" ? 1 : 0;
                _arguments = callable.Name == "__newobj_ex__" ? source.Argument(1).As<PyTuple>() ?? PyTuple.Empty : _arguments;
            }
        }

        _fields = shape.Form == PickleForm.FrozenSlots ? source.State.As<PyList>() : null;
        _attributes = source.Attributes;
        _slots = source.Slots;
        _places = _slots is null && _fields is null && _attributes?.SharedKeys is { Length: <= PyDict.LinearSearch } keys ? shape.PlacesIn(keys) : null;
        Check();
    }

    /// <summary>True when a part that was asked for is not there yet.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>An argument that the object is made with.</summary>
    /// <param name="position">Its place, from 0.</param>
    /// <param name="name">Its name, for keywords and where it is kept as an attribute.</param>
    /// <param name="converter">The converter of its type.</param>
    public T? Argument<T>(int position, string name, PickleConverter<T> converter)
    {
        _reader.At(position);
        if (position + _firstArgument < _arguments.Count)
        {
            return Read(_arguments[position + _firstArgument], converter);
        }

        if (_source.KeywordArguments is { } keywords && keywords.TryGetValue(name, out PyValue given))
        {
            return Read(given, converter);
        }

        return Required(name, converter);
    }

    /// <summary>An attribute that must be there.</summary>
    public T? Required<T>(string name, PickleConverter<T> converter)
    {
        if (!TryFind(name, out PyValue value))
        {
            _reader.AtSamePlace();
            throw _reader.Error("CannotMapAttribute", $"the {_shape.Class.Name} has no attribute '{name}', which must be there");
        }

        _reader.AtAttribute(name);
        return Read(value, converter);
    }

    /// <summary>An attribute that may be missing.</summary>
    /// <returns>True when it is there, and ready.</returns>
    public bool TryAttribute<T>(string name, PickleConverter<T> converter, out T? value)
    {
        value = default;
        if (!TryFind(name, out PyValue found))
        {
            return false;
        }

        _reader.AtAttribute(name);
        value = Read(found, converter);
        return true;
    }

    /// <summary>The attributes that no member stands for, in order.</summary>
    public PyDict Extra()
    {
        var extra = new PyDict();
        foreach (PyDict? part in (ReadOnlySpan<PyDict?>)[_attributes, _slots])
        {
            for (int i = 0; part is not null && i < part.Count; i++)
            {
                if (part.Keys[i].AsString() is not { } name || !_shape.IsKnown(name))
                {
                    extra[part.Keys[i]] = part.Values[i];
                }
            }
        }

        return extra;
    }

    /// <summary>The attributes that no member stands for, by name.</summary>
    public Dictionary<string, PyValue> ExtraByName()
    {
        var extra = new Dictionary<string, PyValue>();
        foreach ((PyValue key, PyValue value) in Extra())
        {
            extra.Add(key.AsString() ?? throw _reader.Error("CannotMapAttribute", $"the {_shape.Class.Name} has an attribute named {key}; a PyDict can keep it"), value);
        }

        return extra;
    }

    /// <summary>Reads what the object holds as a list into a collection.</summary>
    public void Items<T>(ICollection<T> target, PickleConverter<T> converter)
    {
        if (_items is PyList list)
        {
            _reader.AtSamePlace();
            _reader.Push(new ListReadFrame<T>(_reader, list, target, null, converter));
        }
    }

    /// <summary>Reads what the object holds as a dict into a dictionary.</summary>
    public void Entries<TKey, TValue>(IDictionary<TKey, TValue> target, PickleConverter<TKey> keys, PickleConverter<TValue> values)
    {
        if (_items is PyDict dict)
        {
            _reader.AtSamePlace();
            _reader.Push(new DictReadFrame<TKey, TValue>(_reader, dict, target, keys, values));
        }
    }

    internal void Begin()
    {
        IsWaiting = false;
        _next = 0;
    }

    private T? Read<T>(PyValue value, PickleConverter<T> converter)
    {
        if (converter.TryRead(value, _reader, out T result))
        {
            return result;
        }

        IsWaiting = true;
        return default;
    }

    private bool TryFind(string name, out PyValue value)
    {
        value = default;
        if (_places is not null)
        {
            int attribute = _next < _shape.Attributes.Length && ReferenceEquals(_shape.Attributes[_next], name) ? _next : Array.IndexOf(_shape.Attributes, name);
            if (attribute >= 0)
            {
                _next = attribute + 1;
                int place = _places[attribute];
                value = place < 0 ? default : _attributes!.Values[place];
                return place >= 0;
            }
        }

        if (_fields is not null)
        {
            for (int i = 0; i < _shape.Attributes.Length && i < _fields.Count; i++)
            {
                if (_shape.Attributes[i] == name)
                {
                    value = _fields[i];
                    return true;
                }
            }
        }

        return (_attributes?.TryGetValue(name, out value) ?? false) || (_slots?.TryGetValue(name, out value) ?? false);
    }

    /// <summary>What no member can take is refused, not dropped.</summary>
    private void Check()
    {
        int given = _arguments.Count - _firstArgument + (_source.KeywordArguments?.Count ?? 0);
        if (given != _shape.ArgumentCount && !(given == 0 && _shape.ArgumentsAreStored))
        {
            throw _reader.Error("CannotMapAttribute", $"the {_shape.Class.Name} is made with {given} arguments, {_shape.ArgumentCount} were wanted");
        }

        if ((_items is PyList { Count: > 0 } && _shape.Form != PickleForm.List) || (_items is PyDict { Count: > 0 } && _shape.Form != PickleForm.Dict))
        {
            throw _reader.Error("CannotMapAttribute", $"the {_shape.Class.Name} holds items, which no member stands for: mark one [PickleItems] and choose the form List or Dict");
        }

        if (_source.LaterStates.Count > 0 || (_source.HasState && _fields is null && _attributes is null && _slots is null && !_source.State.IsNone))
        {
            throw _reader.Error("CannotMapAttribute", $"the state of the {_shape.Class.Name} is {MappingContext.Describe(_source.State)}, which only its own __setstate__ could read");
        }

        if (_fields is not null && _fields.Count != _shape.Attributes.Length)
        {
            throw _reader.Error("CannotMapAttribute", $"the {_shape.Class.Name} has {_fields.Count} fields, {_shape.Attributes.Length} were wanted");
        }

        if (!_shape.IgnoreUnknown && _places is not { HasOthers: false } && (FirstUnknown(_attributes) ?? FirstUnknown(_slots)) is { } unknown)
        {
            throw _reader.Error("CannotMapAttribute", $"the {_shape.Class.Name} has the attribute {unknown}, which no member stands for: keep it with [PickleExtra], or leave it out with IgnoreUnknown = true");
        }
    }

    private PyValue? FirstUnknown(PyDict? attributes)
    {
        for (int i = 0; attributes is not null && i < attributes.Count; i++)
        {
            if (attributes.Keys[i].AsString() is not { } name || !_shape.IsKnown(name))
            {
                return attributes.Keys[i];
            }
        }

        return null;
    }
}
