namespace Brine.Pickling;

/// <summary>How a Python class pickles its instances, as generated code says it.</summary>
/// <param name="name">Module and class, as in <see cref="PickleClassAttribute"/>.</param>
/// <param name="olderNames">Names that are read as well.</param>
/// <param name="attributes">The attributes that members stand for, in order.</param>
public sealed class PickleShape(string name, string[] olderNames, string[] attributes)
{
    private static readonly PyGlobal Reconstructor = new("copyreg", "_reconstructor");
    private static readonly PyGlobal ObjectClass = new("builtins", "object");
    private static readonly PyGlobal TupleClass = new("builtins", "tuple");
    private static readonly PyGlobal ListClass = new("builtins", "list");
    private static readonly PyGlobal DictClass = new("builtins", "dict");

    private readonly HashSet<string> _known = [.. attributes];
    private KeyPlaces? _places;
    private readonly HashSet<string> _names = [FullName(name), .. olderNames.Select(FullName)];

    /// <summary>How instances are pickled.</summary>
    public PickleForm Form { get; init; }

    /// <summary>True for a class with <c>__slots__</c>.</summary>
    public bool Slots { get; init; }

    /// <summary>True where attributes that no member stands for are left out, or kept by a member of their own.</summary>
    public bool IgnoreUnknown { get; init; }

    /// <summary>How many arguments an instance is made with.</summary>
    public int ArgumentCount { get; init; }

    /// <summary>True where every argument is an attribute too.</summary>
    public bool ArgumentsAreStored { get; init; }

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

    /// <summary>Where the attributes stand in dicts with these keys: looked up once for all that share them.</summary>
    internal KeyPlaces PlacesIn(PyValue[] keys)
    {
        KeyPlaces? places = _places;
        return places is not null && ReferenceEquals(places.Keys, keys) ? places : _places = new KeyPlaces(keys, this);
    }

    internal bool IsKnown(string attribute) => _known.Contains(attribute);

    /// <summary>The object that the class pickles as, its parts not filled in yet.</summary>
    internal PyObject NewObject(MappingWriter writer, out PyTuple arguments, out PyReference? items)
    {
        arguments = TupleFilling.Unfilled(ArgumentCount);
        items = null;
        if (Form == PickleForm.Reduce)
        {
            return new PyObject(Callable is null ? Class : Global(Callable), arguments);
        }

        if (writer.Protocol >= 2)
        {
            var made = new PyObject(Class, arguments, PyConstruction.NewObject);
            items = Form == PickleForm.List ? made.EnsureListItems() : Form == PickleForm.Dict ? made.EnsureDictItems() : null;
            return made;
        }

        if (Slots)
        {
            throw writer.Error("CannotMapProtocol", $"{Class.FullName} has __slots__, which Python cannot pickle at protocols 0 and 1; choose protocol 2 or later");
        }

        if (ArgumentCount > 0 && Form != PickleForm.NamedTuple && !ArgumentsAreStored)
        {
            throw writer.Error("CannotMapProtocol", $"the arguments of {Class.FullName} are lost at protocols 0 and 1, in Python too; choose protocol 2 or later");
        }

        // copyreg._reduce_ex: the class, the builtin class it extends, and what it holds as one of these.
        items = Form == PickleForm.List ? new PyList() : Form == PickleForm.Dict ? new PyDict() : null;
        return Form switch
        {
            PickleForm.NamedTuple => new PyObject(Reconstructor, new PyTuple(Class, TupleClass, arguments)),
            PickleForm.List => new PyObject(Reconstructor, new PyTuple(Class, ListClass, items)),
            PickleForm.Dict => new PyObject(Reconstructor, new PyTuple(Class, DictClass, items)),
            _ => new PyObject(Reconstructor, new PyTuple(Class, ObjectClass, default)),
        };
    }

    /// <summary>True when the object is of this class.</summary>
    internal bool Matches(PyObject instance) => ClassName(instance) is { } found && _names.Contains(found);

    /// <summary>The class of an object, dotted from the module on, or null where the file names none.</summary>
    internal static string? ClassName(PyObject instance) => instance.Class?.FullName
        ?? KnownObject.DottedName(KnownObject.IsGetAttribute(instance.Callable, out _, out _) ? instance.Callable : instance.Argument(0), deepest: 16);

    /// <summary>Python has one str of each name of a class and of a module.</summary>
    private static PyGlobal Global(string name)
    {
        int split = name.IndexOf(':');
        split = split < 0 ? name.LastIndexOf('.') : split;
        return split < 0 ? new PyGlobal("builtins", name) : new PyGlobal(string.Intern(name[..split]), string.Intern(name[(split + 1)..]));
    }

    private static string FullName(string name) => Global(name).FullName;
}
