using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>Objects, by what skops makes of their classes.</summary>
internal sealed partial class SkopsWriter
{
    private static readonly PyGlobal BytesClass = new("builtins", "bytes");
    private static readonly PyGlobal ByteArrayClass = new("builtins", "bytearray");
    private static readonly PyGlobal IntClass = new("builtins", "int");
    private static readonly PyGlobal FloatClass = new("builtins", "float");
    private static readonly PyGlobal BoolClass = new("builtins", "bool");
    private static readonly PyGlobal GetAttribute = new("builtins", "getattr");

    private IEnumerable<Part> Object(PyObject instance)
    {
        if (instance.LaterStates.Count > 0)
        {
            throw Refuse("an object whose state is set more than once has no skops form");
        }

        if (Numpy(instance) is { } array)
        {
            return instance is { ListItems: null, DictItems: null } ? array : throw Refuse("skops keeps no items beside an array");
        }

        return instance.Callable.As<PyGlobal>() is { } callable ? Object(instance, callable)
            : throw Refuse("skops calls classes by their names only, and this is what another object gives");
    }

    private IEnumerable<Part> Object(PyObject instance, PyGlobal callable)
    {
        PyTuple arguments = instance.Arguments;
        if (instance.Construction == PyConstruction.NewObjectEx)
        {
            throw Refuse($"skops passes no keyword arguments, and {callable.FullName} needs some");
        }

        if (instance.Construction != PyConstruction.Reduce)
        {
            return arguments.Count == 0 ? Instance(instance, callable)
                : SkopsClasses.IsNamedTuple(callable) && !HasMore(instance) ? Sequence("TupleNode", callable, arguments)
                : Constructor(instance, callable);
        }

        switch (callable.FullName)
        {
            case "builtins.getattr" when arguments.Count == 2 && arguments[1].AsString() is { } name && !HasMore(instance):
                return Method(arguments[0], name);
            case "builtins.slice" when arguments.Count == 3
                && arguments.All(part => part.Kind is PyKind.None or PyKind.Int && part.Reference is null) && !HasMore(instance):
                return Slice(arguments);
            case "functools.partial" when instance.State.As<PyTuple>() is { Count: 4 } state:
                return Partial(callable, state);
            case "operator.attrgetter" or "operator.itemgetter" or "operator.methodcaller" when !HasMore(instance):
                return OperatorFunction(callable, arguments);
            case "collections.defaultdict" when arguments.Count <= 1 && !instance.HasState:
                return DefaultDict(instance.DictItems ?? new PyDict(), callable, arguments.Count == 1 ? arguments[0] : default);
            case "collections.deque" when PyDeque.From(instance) is { } deque && !instance.HasState:
                return Constructor(callable, new PyTuple(new PyList(deque.Items), deque.MaxLength is { } limit ? limit : default(PyValue)));
            case "collections.Counter" when arguments.Count == 1 && arguments[0].As<PyDict>() is { } counts && !HasMore(instance):
                return KeysOf(counts, out _) is null ? Constructor(callable, arguments) : Dict(counts, callable);
            case "collections.OrderedDict" when arguments.Count == 1 && !HasMore(instance)
                && SkopsReader.DictOf(arguments[0]) is { } ordered:
                return Dict(ordered, callable);
            case "copyreg._reconstructor" when arguments.Count == 3 && arguments[0].As<PyGlobal>() is { } type
                && arguments[1].As<PyGlobal>() is { Module: "builtins" } based:
                return Reconstructed(instance, type, based.Name, arguments[2]);
        }

        if (callable.Name == "newObj" && arguments is [{ Reference: PyGlobal made }])
        {
            return Instance(instance, made);
        }

        // Cython gives the state to the function, or has it set afterwards.
        if (callable.Name.StartsWith("__pyx_unpickle_", StringComparison.Ordinal)
            && arguments is [{ Reference: PyGlobal compiled }, _, { } given] && (given.IsNone || !instance.HasState))
        {
            return !SkopsClasses.IsLoss(compiled) ? Instance(compiled, given.IsNone ? instance.State : given)
                : Loss(compiled,
                    given.IsNone ? PyTuple.Empty : given.As<PyTuple>() ?? throw Refuse($"the state of a {compiled.FullName} is no tuple"),
                    instance.State);
        }

        if (!SkopsClasses.IsMaker(callable) && !(callable.Is("builtins", "type") && arguments is [{ IsNone: true }]))
        {
            throw Refuse($"skops calls classes only, and this is what the function {callable.FullName} gives");
        }

        return SkopsClasses.IsTree(callable) ? Reduce("TreeNode", callable, arguments, instance.State)
            : SkopsClasses.IsQuantileForest(callable) ? Reduce("QuantileForestNode", callable, arguments, instance.State)
            : SkopsClasses.IsLoss(callable) ? Loss(callable, arguments, instance.State)
            : arguments.Count == 0 && !instance.HasState && (callable.Is("collections", "OrderedDict") || HasMore(instance))
                ? Instance(instance, callable)
            : Constructor(instance, callable);
    }

    /// <summary>An object that is made without arguments and then filled.</summary>
    private IEnumerable<Part> Instance(PyObject instance, PyGlobal type)
    {
        if (instance is { DictItems: null, ListItems: null })
        {
            return type.Is("collections", "OrderedDict") ? Dict(new PyDict(), type) : Instance(type, instance.State);
        }

        PyDict? attributes = instance.Attributes;
        if (instance.DictItems is { } entries && instance.ListItems is null)
        {
            if (SkopsClasses.IsDictWithDeprecatedKeys(type) && attributes is { Count: 1 }
                && attributes.TryGetValue("_deprecated_key_to_new_key", out PyValue renamed))
            {
                return DeprecatedKeys(type, entries, renamed);
            }

            // A Bunch does not take the state that pickles give it.
            if (!instance.HasState || instance.State.IsNone || attributes is { Count: 0 } || SkopsClasses.IsBunch(type))
            {
                return Dict(entries, type);
            }
        }
        else if (instance.DictItems is null && (!instance.HasState || instance.State.IsNone || attributes is { Count: 0 }))
        {
            return Sequence("ListNode", type, instance.ListItems!);
        }

        throw Refuse($"skops keeps the items of a {type.FullName}, not its attributes beside them");
    }

    private IEnumerable<Part> Instance(PyGlobal type, PyValue state)
    {
        if (state.As<PyTuple>() is [{ } attributes, { } slots] && slots.Kind == PyKind.Dict
            && attributes.Kind is PyKind.None or PyKind.Dict)
        {
            throw Refuse($"skops does not set __slots__, and {type.FullName} has some");
        }

        if (type.Is("pandas.core.arrays.interval", "IntervalArray"))
        {
            throw Refuse($"skops makes objects without arguments, and {type.FullName} takes some");
        }

        return ObjectOf(type, state);
    }

    private IEnumerable<Part> ObjectOf(PyGlobal type, PyValue state)
    {
        Open("ObjectNode", type);
        yield return new Part(state, "content", state.Kind == PyKind.Dict ? ".__dict__" : ".__getstate__()");
        Close();
    }

    private IEnumerable<Part> Reconstructed(PyObject instance, PyGlobal type, string based, PyValue value) => based switch
    {
        "object" => Instance(instance, type),
        "dict" when value.As<PyDict>() is { } entries =>
            Instance(new PyObject(type, PyTuple.Empty) { DictItems = entries, State = instance.State }, type),
        "list" when value.As<PyList>() is { } items =>
            Instance(new PyObject(type, PyTuple.Empty) { ListItems = items, State = instance.State }, type),
        "tuple" when value.As<PyTuple>() is { } fields && SkopsClasses.IsNamedTuple(type) => Sequence("TupleNode", type, fields),
        _ => throw Refuse($"a {type.FullName}, which extends {based}, has no skops form"),
    };

    private static bool HasMore(PyObject instance) =>
        instance.HasState && !instance.State.IsNone || instance.ListItems is not null || instance.DictItems is not null;

    private IEnumerable<Part> Constructor(PyObject instance, PyGlobal type) =>
        HasMore(instance) ? throw Refuse($"skops has no node for a {type.FullName}, which is made of arguments and then gets a state")
            : Constructor(type, instance.Arguments);

    private IEnumerable<Part> Constructor(PyGlobal type, PyTuple arguments)
    {
        if (_protocol < 2)
        {
            throw Refuse($"skops up to 0.9 has no node for what the constructor of {type.FullName} makes");
        }

        Open("ConstructorFromReduceNode", type);
        yield return new Part(arguments, "content", ".args");
        Close();
    }

    private IEnumerable<Part> Loss(PyGlobal type, PyTuple arguments, PyValue state) =>
        Reduce(_protocol < 2 ? "SGDNode" : "LossNode", type, arguments, state);

    /// <summary>skops reads the state before the arguments.</summary>
    private IEnumerable<Part> Reduce(string loader, PyGlobal type, PyTuple arguments, PyValue state)
    {
        if (state.Kind is not (PyKind.None or PyKind.Dict or PyKind.Tuple))
        {
            throw Refuse($"the state of a {type.FullName} is no dict and no tuple");
        }

        Open(loader, type);
        yield return new Part(state.IsNone ? new PyDict() : state, "content", ".__getstate__()");
        _json.WriteStartObject("__reduce__");
        yield return new Part(arguments, "args", ".args");
        _json.WriteEndObject();
        Close();
    }

    private IEnumerable<Part> DeprecatedKeys(PyGlobal type, PyDict entries, PyValue renamed)
    {
        Open("_DictWithDeprecatedKeysNode", type);
        _json.WriteStartObject("content");
        yield return new Part(entries, "main");
        yield return new Part(renamed, "_deprecated_key_to_new_key", "._deprecated_key_to_new_key");
        _json.WriteEndObject();
        Close();
    }

    /// <summary>A method has the class of its object, which is known when that is written.</summary>
    private IEnumerable<Part> Method(PyValue owner, string name)
    {
        _json.WriteStartObject();
        _json.WriteString("__loader__", "MethodNode");
        _json.WriteStartObject("content");
        WriteName("func", name);
        yield return new Part(owner, "obj", ".__self__");
        _json.WriteEndObject();
        WriteClass(_lastClass);
        Remember(_frames.Peek().Owner, _frames.Peek().Id, _lastClass);
        Close();
    }

    private IEnumerable<Part> Partial(PyGlobal type, PyTuple state)
    {
        Open("PartialNode", type);
        _json.WriteStartObject("content");
        yield return new Part(state[0], "func", ".func");
        yield return new Part(state[1], "args", ".args");
        yield return new Part(state[2].IsNone ? new PyDict() : state[2], "kwds", ".keywords");
        yield return new Part(state[3], "namespace", ".__dict__");
        _json.WriteEndObject();
        Close();
    }

    private IEnumerable<Part> OperatorFunction(PyGlobal type, PyTuple arguments)
    {
        Open("OperatorFuncNode", type);
        yield return new Part(arguments, "attrs");
        Close();
    }

    private IEnumerable<Part> Slice(PyTuple parts)
    {
        Open("SliceNode", SliceClass);
        _json.WriteStartObject("content");
        for (int i = 0; i < SliceParts.Length; i++)
        {
            _json.WritePropertyName(SliceParts[i]);
            _json.WriteRawValue(SkopsJsonText.Of(parts[i])!);
        }

        _json.WriteEndObject();
        Close();
        yield break;
    }

    /// <summary>Old numpy pickles its functions as calls with their names.</summary>
    private static PyGlobal? Ufunc(PyObject? instance) =>
        instance?.Callable.As<PyGlobal>() is { Name: "_ufunc_reconstruct", Module: "numpy.core" or "numpy._core" }
            && instance.Arguments is [{ } module, { } name] && module.AsString() is { } from && name.AsString() is { } function
            ? new PyGlobal(from, function) : null;
}
