namespace Brine.Pickling;

/// <summary>A Python class or function by reference: the module and the name that the file gives. Nothing is looked up or run.</summary>
public sealed class PyGlobal : PyReference
{
    private readonly long _moduleIdentity;
    private readonly long _nameIdentity;

    /// <summary>Makes a reference to <paramref name="name"/> in <paramref name="module"/>, both as Python 3 calls them.</summary>
    public PyGlobal(string module, string name)
        : base(PyKind.Global)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(name);
        Module = module;
        Name = name;
    }

    /// <summary>A reference whose names are texts of the file, which may stand elsewhere in it too.</summary>
    internal PyGlobal(PyValue module, PyValue name)
        : this((string)module.RawReference!, (string)name.RawReference!) => (_moduleIdentity, _nameIdentity) = (module.Bits, name.Bits);

    /// <summary>The module, as Python 3 calls it (<c>builtins</c>, not <c>__builtin__</c>).</summary>
    public string Module { get; }

    /// <summary>The name in the module; dotted for something inside a class.</summary>
    public string Name { get; }

    /// <summary>Module and name with a dot between.</summary>
    public string FullName => Module + "." + Name;

    /// <summary>The code in the <c>copyreg</c> extension registry that the file used instead of a name, or 0.</summary>
    public int ExtensionCode { get; init; }

    /// <summary>The names that a file of protocols 0 to 2 has, where they are Python 2's.</summary>
    internal (string Module, string Name)? Source { get; init; }

    internal PyValue ModuleText => new(Module, _moduleIdentity);

    internal PyValue NameText => new(Name, _nameIdentity);

    /// <summary>True when this is <paramref name="name"/> in <paramref name="module"/>.</summary>
    public bool Is(string module, string name) => Name == name && Module == module;
}
