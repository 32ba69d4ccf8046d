using System.Diagnostics.CodeAnalysis;

namespace Brine.Pickling;

/// <summary>
/// An instance of a class, exactly as the file describes it: the callable it names, the arguments, the items, the state. Nothing is
/// called; libraries above give a typed view of the classes they know (<see cref="View"/>), everything else stays readable and is
/// written back unchanged.
/// </summary>
public sealed class PyObject : PyReference
{
    private static readonly HashSet<string> ClassFirst =
        ["_reconstructor", "__newobj__", "__newobj_ex__", "_reconstruct", "newObj", "_mareconstruct", "_new_Index"];

    private static readonly Boxed BoxedNone = new(default);

    // There are millions of these objects, so the fields are few: a value with an identity stands for itself, others are boxed.
    private readonly object _callable;
    private Extras? _extras;

    // Null where there is no state. One that was read and that nobody has asked for is the values of a dict, and its keys stand where the
    // view goes.
    private object? _state;
    private object? _view;

    /// <summary>Makes an object from the callable and arguments that a pickle would name.</summary>
    public PyObject(PyValue callable, PyTuple arguments, PyConstruction construction = PyConstruction.Reduce)
        : this(callable, arguments, construction, PyIdentity.Next())
    {
        ArgumentNullException.ThrowIfNull(arguments);
    }

    /// <summary>Makes a description of an object that has an identity already.</summary>
    internal PyObject(PyValue callable, PyTuple arguments, PyConstruction construction, long identity)
        : base(PyKind.Object, identity, (int)construction)
    {
        _callable = Pack(callable);
        Arguments = arguments;
    }

    /// <summary>The callable that the file names: nearly always a <see cref="PyGlobal"/>.</summary>
    public PyValue Callable => Unpack(_callable);

    /// <summary>The function or class that is called, where the file names one: by name, or as dill does it, by a call that looks it up or
    /// makes it.</summary>
    public PyGlobal? Function => Callable.As<PyGlobal>() ?? DillName.Of(Callable);

    /// <summary>The positional arguments.</summary>
    public PyTuple Arguments { get; }

    /// <summary>The way in which the object is to be made.</summary>
    public PyConstruction Construction => (PyConstruction)Detail;

    /// <summary>The keyword arguments of <see cref="PyConstruction.NewObjectEx"/>.</summary>
    public PyDict? KeywordArguments
    {
        get => _extras?.KeywordArguments;
        set => (_extras ??= new()).KeywordArguments = value;
    }

    /// <summary>True when the file gives the object a state (opcode BUILD), even if that is None.</summary>
    public bool HasState => _state is not null;

    /// <summary>The state that the file gives the object: a dict of attributes in most cases, else what its <c>__setstate__</c>
    /// takes.</summary>
    public PyValue State
    {
        get => _state is null ? default : Unpack(_state is PyValue[] ? MakeState()! : _state);
        set => _state = Pack(value);
    }

    /// <summary>States that a second BUILD gave, or that a function of the file's own is to set; few files have any.</summary>
    public IReadOnlyList<PyValue> LaterStates => (IReadOnlyList<PyValue>?)_extras?.LaterStates ?? Array.Empty<PyValue>();

    /// <summary>Items appended to the object: it extends list, or deque...</summary>
    public PyList? ListItems
    {
        get => _extras?.ListItems;
        set => (_extras ??= new()).ListItems = value;
    }

    /// <summary>Items set on the object, in order, keys as often as they were set: it extends dict, or OrderedDict...</summary>
    public PyDict? DictItems
    {
        get => _extras?.DictItems;
        set => (_extras ??= new()).DictItems = value;
    }

    /// <summary>The typed view of the object, cached by the library that knows the class. Not part of the value.</summary>
    public object? View
    {
        get => _view is PyValue[] ? null : _view;
        internal set
        {
            MakeState();
            _view = value;
        }
    }

    /// <summary>The class of the object, as far as the file tells: the callable, or its first argument where the callable is one of
    /// Python's helpers.</summary>
    public PyGlobal? Class
    {
        get
        {
            PyGlobal? callable = Function;
            if (callable is { Name: "_create_array" } && DillName.IsDill(callable.Module))
            {
                // dill's _create_array(_reconstruct, (class, ...), state)
                return Arguments.Count > 1 && Arguments[1].As<PyTuple>() is { Count: > 0 } inner ? NameOf(inner[0]) ?? callable : callable;
            }

            bool classFirst = callable is not null
                && (ClassFirst.Contains(callable.Name) || callable.Name.StartsWith("__pyx_unpickle", StringComparison.Ordinal));
            return classFirst && Arguments.Count > 0 && NameOf(Arguments[0]) is { } named ? named : callable;
        }
    }

    /// <summary>The class or function that a value stands for: by its name, or by a call of dill's that looks it up or makes it; null where
    /// it is none.</summary>
    public static PyGlobal? NameOf(PyValue value) => value.As<PyGlobal>() ?? DillName.Of(value);

    /// <summary>The attributes: the state where it is a dict, or the first of a (dict, slots) pair.</summary>
    public PyDict? Attributes => State.As<PyDict>() ?? (State.As<PyTuple>() is { Count: 2 } pair ? pair[0].As<PyDict>() : null);

    /// <summary>The values of <c>__slots__</c>, where the state is a (dict or None, slots) pair.</summary>
    public PyDict? Slots =>
        State.As<PyTuple>() is { Count: 2 } pair && (pair[0].IsNone || pair[0].Kind == PyKind.Dict) ? pair[1].As<PyDict>() : null;

    /// <summary>Reads an attribute out of the state.</summary>
    public bool TryGetAttribute(string name, out PyValue value)
    {
        value = default;
        return (Attributes?.TryGetValue(name, out value) ?? false) || (Slots?.TryGetValue(name, out value) ?? false);
    }

    /// <summary>True when the class is <paramref name="name"/> in <paramref name="module"/>.</summary>
    public bool IsInstanceOf(string module, string name) => Class?.Is(module, name) ?? false;

    /// <summary>
    /// True for a call of getattr that names something inside a class, as Python 3.14 and later write it below protocol 4: its arguments
    /// are not in the memo.
    /// </summary>
    internal bool IsDottedName
    {
        get => _extras?.IsDottedName ?? false;
        init => (_extras ??= new()).IsDottedName = value;
    }

    /// <summary>True where there is more than a callable, arguments and a state.</summary>
    internal bool HasExtras => _extras is not null;

    /// <summary>True where nothing but a callable and arguments is known yet.</summary>
    internal bool IsBare => !HasState && _extras is null && _view is null;

    internal void Build(PyValue state)
    {
        if (HasState)
        {
            // Of an object that is met again among its own arguments Python's pickler writes the state twice.
            if (_extras?.LaterStates is null && IsTheSame(State, state))
            {
                return;
            }

            ((_extras ??= new()).LaterStates ??= []).Add(state);
            return;
        }

        State = state;
    }

    /// <summary>Gives the object a dict as its state, which is made when somebody asks for it: the identity behind the object's own is the
    /// dict's.</summary>
    /// <param name="keys">The keys, in an array that is not written to and may be that of other dicts too.</param>
    /// <param name="values">Their values.</param>
    internal void BuildLater(PyValue[] keys, PyValue[] values) => (_view, _state) = (keys, values);

    /// <summary>True where the state is a dict that nobody has asked for: its keys and values.</summary>
    internal bool TryGetState([NotNullWhen(true)] out PyValue[]? keys, [NotNullWhen(true)] out PyValue[]? values)
    {
        values = Volatile.Read(ref _state) as PyValue[];
        keys = _view as PyValue[];
        return values is not null && keys is not null;
    }

    private object? MakeState()
    {
        // Many threads may ask; the first one's dict counts. The keys are overwritten only after that.
        if (TryGetState(out PyValue[]? keys, out PyValue[]? values))
        {
            Interlocked.CompareExchange(ref _state, PyDict.OfSharedKeys(keys, values, Identity + 1), values);
        }

        return Volatile.Read(ref _state);
    }

    private static object Pack(PyValue value) =>
        value is { RawReference: PyReference reference, Bits: 0 } ? reference : value.IsNone ? BoxedNone : new Boxed(value);

    private static PyValue Unpack(object packed) => packed is Boxed boxed ? boxed.Value : new PyValue(packed);

    /// <summary>Adds a state that <paramref name="setter"/> is to set when the pickle is loaded: the sixth item of Python's
    /// <c>__reduce__</c>.</summary>
    public void AddStateSetter(PyValue setter, PyValue state) =>
        ((_extras ??= new()).LaterStates ??= []).Add(new PyStateSetter(setter, state));

    private static bool IsTheSame(PyValue left, PyValue right) =>
        left.Reference is PyReference or string ? ReferenceEquals(left.Reference, right.Reference)
            : left.Kind == right.Kind && left.Equals(right);

    /// <summary>Lets the state go once it is written: the object has another that describes it.</summary>
    internal void Release()
    {
        State = default;
        View = null;
    }

    internal PyList EnsureListItems() => (_extras ??= new()).ListItems ??= new PyList();

    internal PyDict EnsureDictItems() => (_extras ??= new()).DictItems ??= new PyDict();

    /// <summary>Two objects count as the same key when they are of Python's own value types and the file describes both alike by their
    /// arguments alone: dates, decimals.</summary>
    internal bool IsSameValue(PyObject other) =>
        IsValueLike && other.IsValueLike && Callable.As<PyGlobal>() is { } callable && other.Callable.As<PyGlobal>() is { } called
            && callable.Is(called.Module, called.Name) && new PyValue(Arguments).Equals(new PyValue(other.Arguments));

    internal int ValueHash() => IsValueLike
        ? HashCode.Combine(Callable.As<PyGlobal>()?.FullName, PyEquality.Hash(Arguments))
        : System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    private bool IsValueLike
    {
        get
        {
            if (HasState || _extras is not null
                || Callable.As<PyGlobal>()
                    is not { Module: "datetime" or "decimal" or "fractions" or "uuid" or "pathlib" or "ipaddress" or "builtins" }
                    || Arguments.Count == 0 || Construction is not (PyConstruction.Reduce or PyConstruction.NewObject))
            {
                return false;
            }

            foreach (PyValue argument in Arguments.Items)
            {
                // Arguments with parts of their own would make comparing recurse: such objects are compared by identity.
                if (argument.Reference is not (null or string or PyLong or PyBytes or PyGlobal))
                {
                    return false;
                }
            }

            return true;
        }
    }

    private sealed class Boxed(PyValue value)
    {
        internal readonly PyValue Value = value;
    }

    private sealed class Extras
    {
        internal PyDict? KeywordArguments;
        internal PyList? ListItems;
        internal PyDict? DictItems;
        internal List<PyValue>? LaterStates;
        internal bool IsDottedName;
    }
}
