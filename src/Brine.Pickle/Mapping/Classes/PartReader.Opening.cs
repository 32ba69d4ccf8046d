namespace Brine.Pickling;

/// <summary>Takes an object apart, and refuses what the class does not declare.</summary>
public sealed partial class PartReader
{
    /// <summary>The attributes that no member stands for, in order.</summary>
    public PyDict Extra()
    {
        PyDict extra = Unknown();
        for (int i = 0; i < extra.Count; i++)
        {
            _reader.AtAttribute(extra.Keys[i].AsString() ?? extra.Keys[i].ToString());
            _reader.Keep(extra.Values[i]);
        }

        return extra;
    }

    /// <summary>The attributes that no member stands for, by name.</summary>
    public Dictionary<string, PyValue> ExtraByName()
    {
        var extra = new Dictionary<string, PyValue>();
        foreach ((PyValue key, PyValue value) in Extra())
        {
            extra.Add(key.AsString()
                ?? throw _reader.Error("CannotMapAttribute",
                    $"the {_layout.Class.Name} has an attribute named {key}; a PyDict can keep it"), value);
        }

        return extra;
    }

    /// <summary>The attributes that no member stands for, by name, as .NET values: objects of your classes among them are your
    /// objects.</summary>
    public Dictionary<string, object?> ExtraObjects()
    {
        var extra = new Dictionary<string, object?>();
        PyDict source = Unknown();
        if (source.Count > 0)
        {
            _reader.AtSamePlace();
            _reader.Push(
                new DictReadFrame<string, object?>(_reader, source, extra, PickleConverters.Of<string>(), DynamicConverter.Instance),
                extra);
        }

        return extra;
    }

    /// <summary>Takes the next object.</summary>
    internal void Open(PyObject source)
    {
        _source = source;
        Begin();

        // What nearly all objects are: made without arguments, with a dict of attributes.
        bool isPlain = _layout.HasAttributesOnly && source.Construction == PyConstruction.NewObject && source.Arguments.Count == 0
            && !source.HasExtras;
        if (isPlain && source.TryGetState(out PyValue[]? keys, out PyValue[]? values) && _layout.PlacesIn(keys) is var places
            && (!places.HasOthers || _layout.IgnoreUnknown))
        {
            (_places, _placed, _attributes) = (places, values, null);
            (_arguments, _keywords, _items, _slots, _fields, _held, _isHeld, _firstArgument) = (PyTuple.Empty, null, null, null, null,
                default, false, 0);
            return;
        }

        _attributes = source.Attributes;
        if (isPlain && (source.HasState ? source.State.RawReference is PyDict : _layout.Attributes.Length == 0))
        {
            (_arguments, _keywords, _items, _slots, _fields, _held, _isHeld, _firstArgument) = (PyTuple.Empty, null, null, null, null,
                default, false, 0);
        }
        else
        {
            OpenSlowly(source);
        }

        _places = _slots is null && _fields is null && _attributes?.SharedKeys is { Length: <= PyDict.LinearSearch } shared
            ? _layout.PlacesIn(shared) : null;
        _placed = null;
        if (!_layout.IgnoreUnknown && !_layout.KeepsUnknown && _places is not { HasOthers: false }
            && (FirstUnknown(_attributes) ?? FirstUnknown(_slots)) is { } unknown)
        {
            throw _reader.Error("CannotMapAttribute",
                $"the {_layout.Class.Name} has the attribute {unknown}, which no member stands for: keep it with [PickleExtra], or leave "
                    + "it out with IgnoreUnknown = true");
        }
    }

    private void OpenSlowly(PyObject source)
    {
        ObjectMaking making = ObjectMaking.Of(source);
        if (FormCheck.Contradiction(_layout, source, making) is { } contradiction)
        {
            throw _reader.Error("CannotMapForm", $"the file contradicts the declaration of {_layout.Class.FullName}: {contradiction}");
        }

        if (source.LaterStates.Count > 0)
        {
            throw _reader.Error("CannotMapAttribute",
                $"the {_layout.Class.Name} has its state set twice, or by a function of its own, which only Python can call");
        }

        _arguments = making.Arguments;
        _firstArgument = making.First;
        _keywords = making.Keywords;
        _items = (PyReference?)source.ListItems ?? source.DictItems;
        _isHeld = false;
        _held = making.Held;
        if (making.IsReconstructed)
        {
            _arguments = _layout.Form == PickleForm.NamedTuple && _held.As<PyTuple>() is { } fields ? fields : PyTuple.Empty;
            _isHeld = _layout.Form == PickleForm.Value;
            _items ??= _layout.HoldsList ? _held.As<PyList>() : _layout.HoldsDict ? _held.As<PyDict>() : null;
        }

        _fields = _layout.Form == PickleForm.FrozenSlots ? source.State.As<PyList>() : null;
        _slots = _layout.HasWholeState ? null : source.Slots;
        _attributes = _layout.HasWholeState ? null : _attributes;
        if (_fields is not null && _fields.Count != _layout.Attributes.Length)
        {
            throw _reader.Error("CannotMapAttribute",
                $"the {_layout.Class.Name} has {_fields.Count} fields, {_layout.Attributes.Length} were wanted");
        }
    }

    private PyDict Unknown()
    {
        var extra = new PyDict();
        foreach (PyDict? part in (ReadOnlySpan<PyDict?>)[_attributes, _slots])
        {
            for (int i = 0; part is not null && i < part.Count; i++)
            {
                if (part.Keys[i].AsString() is not { } name || !_layout.IsKnown(name))
                {
                    extra[part.Keys[i]] = part.Values[i];
                }
            }
        }

        return extra;
    }

    private PyValue? FirstUnknown(PyDict? attributes)
    {
        for (int i = 0; attributes is not null && i < attributes.Count; i++)
        {
            if (attributes.Keys[i].AsString() is not { } name || !_layout.IsKnown(name))
            {
                return attributes.Keys[i];
            }
        }

        return null;
    }
}
