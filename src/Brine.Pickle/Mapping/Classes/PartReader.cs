namespace Brine.Pickling;

/// <summary>Hands the parts of one object to generated code. While a part has to be made first it gives defaults and
/// <see cref="IsWaiting"/> is true: the code is called again.</summary>
public sealed partial class PartReader
{
    private readonly MappingReader _reader;
    private readonly PickleClassLayout _layout;
    private PyObject _source = null!;
    private PyTuple _arguments = PyTuple.Empty;
    private PyDict? _keywords;
    private PyReference? _items;
    private PyDict? _attributes;
    private PyDict? _slots;
    private PyList? _fields;
    private KeyPlaces? _places;
    private PyValue[]? _placed;
    private PyValue _held;
    private bool _isHeld;
    private int _firstArgument;

    // Generated code asks for the attributes in the order of the layout.
    private int _next;

    internal PartReader(MappingReader reader, PickleClassLayout layout)
    {
        _reader = reader;
        _layout = layout;
    }

    internal PickleClassLayout Layout => _layout;

    /// <summary>True when a part that was asked for is not there yet.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>An argument that the object is made with.</summary>
    /// <param name="position">Its place, from 0.</param>
    /// <param name="name">Its name, where it is kept as an attribute.</param>
    /// <param name="converter">The converter of its type.</param>
    public T? Argument<T>(int position, string name, PickleConverter<T> converter) =>
        TryArgument(position, converter, out T? value) ? value : Required(name, converter);

    /// <summary>An argument that an older file may lack.</summary>
    /// <returns>True when it is there.</returns>
    public bool TryArgument<T>(int position, PickleConverter<T> converter, out T? value)
    {
        _reader.At(position);
        bool isThere = _isHeld ? position == 0 : position + _firstArgument < _arguments.Count;
        value = isThere ? Read(_isHeld ? _held : _arguments[position + _firstArgument], converter) : default;
        return isThere;
    }

    /// <summary>An argument that the object is made with by name.</summary>
    /// <param name="keyword">The name of the argument.</param>
    /// <param name="name">Its name, where it is kept as an attribute.</param>
    /// <param name="converter">The converter of its type.</param>
    public T? Keyword<T>(string keyword, string name, PickleConverter<T> converter)
    {
        if (_keywords is null || !_keywords.TryGetValue(keyword, out PyValue given))
        {
            return Required(name, converter);
        }

        _reader.AtAttribute(keyword);
        return Read(given, converter);
    }

    /// <summary>An attribute that must be there.</summary>
    public T? Required<T>(string name, PickleConverter<T> converter)
    {
        if (!TryFind(name, out PyValue value))
        {
            throw Missing(name);
        }

        _reader.AtAttribute(name);
        return Read(value, converter);
    }

    /// <summary>An attribute that may be missing from a <c>__dict__</c>: the member stays as the constructor made it.</summary>
    /// <returns>True when it is there.</returns>
    public bool TryAttribute<T>(string name, PickleConverter<T> converter, out T? value)
    {
        value = default;
        if (!TryFind(name, out PyValue found))
        {
            return _layout.SlotCount > 0 && Array.IndexOf(_layout.Attributes, name) >= _layout.DictCount ? throw Missing(name) : false;
        }

        _reader.AtAttribute(name);
        value = Read(found, converter);
        return true;
    }

    /// <summary>An attribute for whose absence null stands.</summary>
    public T? Optional<T>(string name, PickleConverter<T> converter)
    {
        if (!TryFind(name, out PyValue found))
        {
            return default;
        }

        _reader.AtAttribute(name);
        return !found.IsNone ? Read(found, converter)
            : typeof(T) == typeof(PyValue?) ? (T)(object)PyValue.None
            : throw _reader.Error("CannotMapNone",
                "None is there, and null stands for an attribute that is missing; take a PyValue?, which tells them apart");
    }

    /// <summary>All of the state.</summary>
    public T? State<T>(PickleConverter<T> converter)
    {
        _reader.AtAttribute("__setstate__");
        return Read(_source.State, converter);
    }

    /// <summary>Reads what the object holds as a list into a collection.</summary>
    public void Items<T>(ICollection<T> target, PickleConverter<T> converter)
    {
        if (_items is PyList list)
        {
            _reader.AtSamePlace();
            _reader.Push(new ListReadFrame<T>(_reader, list, target, null, converter), target);
        }
    }

    /// <summary>Reads what the object holds as a dict into a dictionary.</summary>
    public void Entries<TKey, TValue>(IDictionary<TKey, TValue> target, PickleConverter<TKey> keys, PickleConverter<TValue> values)
    {
        if (_items is PyDict dict)
        {
            _reader.AtSamePlace();
            _reader.Push(new DictReadFrame<TKey, TValue>(_reader, dict, target, keys, values), target);
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

    private PickleTypeException Missing(string name)
    {
        _reader.AtSamePlace();
        bool isSlot = Array.IndexOf(_layout.Attributes, name) >= _layout.DictCount;
        return isSlot
            ? _reader.Error("CannotMapForm",
                $"the slot '{name}' of the {_layout.Class.Name} is not set: mark its member [PickleOptional], and null stands for that")
            : _reader.Error("CannotMapAttribute", $"the {_layout.Class.Name} has no attribute '{name}', which must be there");
    }

    private bool TryFind(string name, out PyValue value)
    {
        value = default;
        int attribute = _next < _layout.Attributes.Length && ReferenceEquals(_layout.Attributes[_next], name) ? _next
            : Array.IndexOf(_layout.Attributes, name);
        _next = attribute + 1;
        if (attribute < 0)
        {
            return false;
        }

        if (_places is not null)
        {
            int place = _places[attribute];
            value = place < 0 ? default : _placed is null ? _attributes!.Values[place] : _placed[place];
            return place >= 0;
        }

        if (_fields is not null)
        {
            value = _fields[attribute];
            return true;
        }

        return (attribute < _layout.DictCount ? _attributes : _slots)?.TryGetValue(name, out value) ?? false;
    }
}
