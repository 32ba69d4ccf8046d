namespace Brine.Pickling;

/// <summary>
/// The classes and functions that dill and cloudpickle do not write by name: calls of their own functions, which make or look up what they
/// describe. Here they are read as the name that they come to; the code beside it stays data.
/// </summary>
internal static class DillName
{
    private static readonly Dictionary<string, (string Module, string Name)> Types = new(StringComparer.Ordinal)
    {
        ["PartialType"] = ("functools", "partial"),
        ["ItemGetterType"] = ("operator", "itemgetter"),
        ["AttrGetterType"] = ("operator", "attrgetter"),
        ["SuperType"] = ("builtins", "super"),
        ["SliceType"] = ("builtins", "slice"),
        ["XRangeType"] = ("builtins", "range"),
        ["ObjectType"] = ("builtins", "object"),
        ["TypeType"] = ("builtins", "type"),
        ["IntType"] = ("builtins", "int"),
        ["LongType"] = ("builtins", "int"),
        ["FloatType"] = ("builtins", "float"),
        ["BooleanType"] = ("builtins", "bool"),
        ["ComplexType"] = ("builtins", "complex"),
        ["StringType"] = ("builtins", "str"),
        ["UnicodeType"] = ("builtins", "str"),
        ["ListType"] = ("builtins", "list"),
        ["TupleType"] = ("builtins", "tuple"),
        ["DictType"] = ("builtins", "dict"),
        ["SimpleNamespace"] = ("types", "SimpleNamespace"),
    };

    /// <summary>True for the modules that dill's functions are in.</summary>
    internal static bool IsDill(string module) => module is "dill._dill" or "dill.dill";

    /// <summary>The name that a call of dill's comes to, or null where the value is none.</summary>
    internal static PyGlobal? Of(PyValue value)
    {
        if (value.As<PyObject>() is not { } call || call.Callable.As<PyGlobal>() is not { } maker)
        {
            return null;
        }

        if (!IsDill(maker.Module))
        {
            return OfCloudpickle(call, maker);
        }

        PyTuple arguments = call.Arguments;
        switch (maker.Name)
        {
            // _get_attr(_import_module('numpy.core.multiarray'), '_reconstruct')
            case "_get_attr" when arguments.Count == 2 && arguments[1].AsString() is { } function
                && ImportedModule(arguments[0]) is { } module:
                return new PyGlobal(module, function);
            case "_load_type" when arguments.Count == 1 && arguments[0].AsString() is { } type:
                (string Module, string Name) known = Types.GetValueOrDefault(type,
                    (type.EndsWith("Type", StringComparison.Ordinal) ? "types" : "builtins", type));
                return new PyGlobal(known.Module, known.Name);

            // _create_type(type, 'Name', bases, {'__module__': '__main__', ...}): a class with its code.
            case "_create_type" when arguments.Count == 4 && arguments[1].AsString() is { } made
                && arguments[3].As<PyDict>() is { } members:
                return new PyGlobal(members.TryGetValue("__module__", out PyValue home) && home.AsString() is { } from ? from : "__main__",
                    made);
            case "_create_namedtuple" when arguments.Count >= 3 && arguments[0].AsString() is { } tuple
                && arguments[2].AsString() is { } place:
                return new PyGlobal(place, tuple);
            default:
                return null;
        }
    }

    /// <summary>cloudpickle's <c>_make_skeleton_class(type, 'Name', bases, {'__module__': '__main__'}, id, None)</c>: a class with its
    /// code; the module may stand in the state that is set on it.</summary>
    private static PyGlobal? OfCloudpickle(PyObject call, PyGlobal maker)
    {
        if (maker.Name != "_make_skeleton_class" || !maker.Module.StartsWith("cloudpickle", StringComparison.Ordinal)
            || call.Arguments is not { Count: >= 4 } arguments || arguments[1].AsString() is not { } made)
        {
            return null;
        }

        string? home = ModuleIn(arguments[3]);
        foreach (PyValue later in call.LaterStates)
        {
            home ??= later.Reference is PyStateSetter { State: var state } && state.As<PyTuple>() is { Count: 2 } pair
                ? ModuleIn(pair[0]) : null;
        }

        return home is null ? null : new PyGlobal(home, made);
    }

    private static string? ModuleIn(PyValue members) =>
        members.As<PyDict>() is { } dict && dict.TryGetValue("__module__", out PyValue home) ? home.AsString() : null;

    /// <summary>The text that <c>_eval_repr</c> is to evaluate, as <c>range(0, 4)</c> or <c>Ellipsis</c>; null where the value is no such
    /// call.</summary>
    internal static string? Evaluated(PyValue value) =>
        value.As<PyObject>() is { Arguments: { Count: 1 } one } call && call.Callable.As<PyGlobal>() is { Name: "_eval_repr" } maker
            && IsDill(maker.Module) ? one[0].AsString() : null;

    private static string? ImportedModule(PyValue value) =>
        value.As<PyObject>() is { Arguments.Count: >= 1 } module && module.Callable.As<PyGlobal>() is { Name: "_import_module" }
            ? module.Arguments[0].AsString() : null;
}
