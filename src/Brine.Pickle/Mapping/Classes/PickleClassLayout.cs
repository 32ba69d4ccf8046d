namespace Brine.Pickling;

/// <summary>Describes how a Python class pickles its instances, as generated code says it.</summary>
/// <param name="name">Module and class, as in <see cref="PickleClassAttribute"/>.</param>
/// <param name="olderNames">Names that are read as well.</param>
/// <param name="attributes">The attributes that members stand for, in order: those of the <c>__dict__</c>, then those of
/// <c>__slots__</c>.</param>
public sealed partial class PickleClassLayout(string name, string[] olderNames, string[] attributes)
{
    private const int DeepestName = 16;

    private readonly HashSet<string> _known = [.. attributes];
    private readonly HashSet<string> _names = [FullName(name), .. olderNames.Select(FullName)];
    private KeyPlaces? _places;
    private object? _lastMatch;

    /// <summary>The form in which instances are pickled.</summary>
    public PickleForm Form { get; init; }

    /// <summary>The number of attributes, the last ones, that stand in <c>__slots__</c>.</summary>
    public int SlotCount { get; init; }

    /// <summary>True where attributes that no member stands for are left out.</summary>
    public bool IgnoreUnknown { get; init; }

    /// <summary>True where a member of its own keeps the attributes that no other member stands for.</summary>
    public bool KeepsUnknown { get; init; }

    /// <summary>The number of arguments that an instance is made with.</summary>
    public int ArgumentCount { get; init; }

    /// <summary>The number of arguments, the last ones, that an older file may lack.</summary>
    public int OptionalArguments { get; init; }

    /// <summary>The names of the arguments that are given by name.</summary>
    public string[] Keywords { get; init; } = [];

    /// <summary>True where every argument is an attribute too.</summary>
    public bool ArgumentsAreStored { get; init; }

    /// <summary>True where one member is the whole state, see <see cref="PickleStateAttribute"/>.</summary>
    public bool HasWholeState { get; init; }

    /// <summary>True where a member holds the items of a list.</summary>
    public bool HoldsList { get; init; }

    /// <summary>True where a member holds the entries of a dict.</summary>
    public bool HoldsDict { get; init; }

    /// <summary>The function of <see cref="PickleForm.Reduce"/> where it is not the class.</summary>
    public string? Callable
    {
        get;
        init
        {
            field = value;
            if (value is not null)
            {
                _names.Add(FullName(value));
            }
        }
    }

    internal string[] Attributes { get; } = attributes;

    /// <summary>The names of the attributes as Python has them: one str for each name, in all classes.</summary>
    internal PyValue[] Keys { get; } = Array.ConvertAll(attributes, AttributeNames.Of);

    internal PyGlobal Class { get; } = Global(name);

    internal IReadOnlyCollection<string> Names => _names;

    /// <summary>The number of attributes in the <c>__dict__</c>.</summary>
    internal int DictCount => Attributes.Length - SlotCount;

    /// <summary>True where an object has attributes and nothing else.</summary>
    internal bool HasAttributesOnly =>
        Form == PickleForm.Attributes && ArgumentCount == 0 && SlotCount == 0 && Keywords.Length == 0 && !HasWholeState;

    /// <summary>The places of the attributes in dicts with these keys: looked up once for all that share them.</summary>
    internal KeyPlaces PlacesIn(PyValue[] keys)
    {
        KeyPlaces? places = _places;
        return places is not null && ReferenceEquals(places.Keys, keys) ? places : _places = new KeyPlaces(keys, this);
    }

    internal bool IsKnown(string attribute) => _known.Contains(attribute);

    /// <summary>True where the class has the attribute in <c>__slots__</c>, or in the <c>__dict__</c>.</summary>
    internal bool IsKnown(string attribute, bool isSlot) =>
        _known.Contains(attribute) && Array.IndexOf(Attributes, attribute) >= DictCount == isSlot;

    /// <summary>True when the object is of this class.</summary>
    internal bool Matches(PyObject instance)
    {
        object? callable = instance.Callable.RawReference;
        if (callable is not null && ReferenceEquals(callable, _lastMatch))
        {
            return true;
        }

        if (ClassName(instance) is not { } found || !_names.Contains(found))
        {
            return false;
        }

        // Callables that name the class as an argument may make others too.
        if (callable is PyGlobal named && _names.Contains(named.FullName))
        {
            _lastMatch = named;
        }

        return true;
    }

    /// <summary>The class of an object, dotted from the module on, or null where the file names none.</summary>
    internal static string? ClassName(PyObject instance) =>
        instance.Callable.As<PyGlobal>() is { Module: "copyreg" or "copy_reg", Name: "_reconstructor" or "__newobj__" or "__newobj_ex__" }
            ? KnownObject.DottedName(instance.Argument(0), DeepestName) : PyInstance.ClassNameOf(instance);

    /// <summary>Python has one str of each name of a class and of a module.</summary>
    internal static PyGlobal Global(string name)
    {
        int split = name.IndexOf(':');
        split = split < 0 ? name.LastIndexOf('.') : split;
        return split < 0 ? new PyGlobal("builtins", name) : new PyGlobal(string.Intern(name[..split]), string.Intern(name[(split + 1)..]));
    }

    private static string FullName(string name) => Global(name).FullName;
}
