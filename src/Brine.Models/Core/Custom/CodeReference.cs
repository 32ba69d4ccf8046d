using Brine.Pickling;

namespace Brine.Models;

/// <summary>Python code that a file names and does not hold, or holds as bytecode, which nothing here runs.</summary>
/// <param name="Name">The exact name under which code of the user's stands in for it; null for code that has no name: lambdas, functions
/// inside of functions.</param>
/// <param name="Text">The code in a message.</param>
internal sealed record CodeReference(string? Name, string Text)
{
    private static readonly Dictionary<string, PyValue> NoArguments = [];

    /// <summary>The keyword arguments that the file itself binds (<c>functools.partial</c>).</summary>
    internal IReadOnlyDictionary<string, PyValue> Arguments { get; init; } = NoArguments;

    /// <summary>What a file says of a function, a callable object or a method.</summary>
    internal static CodeReference Of(PyValue value)
    {
        if (!IsPartial(value))
        {
            return Whole(value);
        }

        // The state is (function, arguments, keywords, attributes); the function is the argument of the constructor too.
        PyObject instance = value.As<PyObject>()!;
        var state = instance.State.As<PyTuple>();
        bool hasState = state is { Count: >= 3 };
        PyValue function = hasState ? state![0] : instance.Arguments is { Count: > 0 } given ? given[0] : default;
        if (IsPartial(function))
        {
            return new(null, "a functools.partial of a functools.partial");
        }

        CodeReference inner = Whole(function);
        bool isPositional = hasState && state![1].As<PyTuple>() is { Count: > 0 };
        return new(isPositional ? null : inner.Name, $"functools.partial({inner.Text}{(isPositional ? ", with arguments by place" : "")})")
            { Arguments = hasState ? Keywords(state![2].As<PyDict>()) : NoArguments };
    }

    private static bool IsPartial(PyValue value) => value.As<PyObject>()?.Class?.FullName == "functools.partial";

    private static CodeReference Whole(PyValue value) =>
        FunctionReference.Read(value) is { } reference ? new(reference.FullName, reference.ToString())
        : value.As<PyObject>() is { } instance ? ByValue(instance) ?? OfMethod(instance) ?? OfObject(instance)
        : new(null, value.ToString());

    internal static IReadOnlyDictionary<string, PyValue> Keywords(PyDict? given)
    {
        if (given is null or { Count: 0 })
        {
            return NoArguments;
        }

        var arguments = new Dictionary<string, PyValue>(StringComparer.Ordinal);
        foreach ((PyValue key, PyValue value) in given)
        {
            arguments[key.AsString() ?? ""] = value;
        }

        return arguments;
    }

    /// <summary>Functions that cloudpickle and dill write with their bytecode; null for other objects.</summary>
    internal static CodeReference? ByValue(PyObject instance)
    {
        if (instance.Callable.As<PyGlobal>() is not { } maker)
        {
            return null;
        }

        string library = maker.Module.Split('.')[0];
        PyTuple arguments = instance.Arguments;
        if (library == "cloudpickle" && maker.Name is "_make_function" or "_make_skel_func" or "_fill_function")
        {
            (string? module, string? name) = SetNames(instance);
            return Saved(module, name, library);
        }

        if (library != "dill" || maker.Name != "_create_function" || arguments.Count < 3)
        {
            return null;
        }

        bool isInner = (arguments.Count > 4 && arguments[4].As<PyTuple>() is { Count: > 0 }) || HoldsLocalName(arguments[0]);
        string? home = arguments[1].As<PyDict>() is { } globals && globals.TryGetValue("__name__", out PyValue text) ? text.AsString()
            : null;
        return Saved(home ?? "__main__", (isInner ? "<locals>." : "") + arguments[2].AsString(), library);
    }

    private static CodeReference Saved(string? module, string? name, string library)
    {
        string kind = name is null ? "a function" : name.EndsWith("<lambda>", StringComparison.Ordinal) ? "a lambda (<lambda>)"
            : name.Contains('<', StringComparison.Ordinal) ? $"a function inside of a function ({name})" : $"{module}.{name}";
        bool isNamed = module is not null && name is not null && !name.Contains('<', StringComparison.Ordinal);
        return new(isNamed ? module + "." + name : null, $"{kind}, saved as bytecode by {library}");
    }

    /// <summary><c>_function_setstate(function, (attributes, {'__module__': ..., '__qualname__': ...}))</c>.</summary>
    private static (string? Module, string? Name) SetNames(PyObject function)
    {
        foreach (PyValue later in function.LaterStates)
        {
            PyValue state = later.Reference is PyStateSetter setter ? setter.State : later;
            if (state.As<PyTuple>() is { Count: 2 } pair && pair[1].As<PyDict>() is { } slots
                && slots.TryGetValue("__qualname__", out PyValue name) && slots.TryGetValue("__module__", out PyValue module))
            {
                return (module.AsString(), name.AsString());
            }
        }

        return (null, null);
    }

    /// <summary>From Python 3.11 on code objects know where they were defined.</summary>
    private static bool HoldsLocalName(PyValue code) =>
        code.As<PyObject>() is { } made
        && made.Arguments.Any(argument => argument.AsString() is { } text && text.Contains("<locals>", StringComparison.Ordinal));

    private static CodeReference? OfMethod(PyObject instance) =>
        instance.Callable.As<PyGlobal>() is { Module: "builtins" or "__builtin__", Name: "getattr" }
            && instance.Arguments is { Count: 2 } arguments && arguments[1].AsString() is { } method
            ? arguments[0].As<PyObject>()?.Class is { } type
                ? new(type.FullName + "." + method, $"a method '{method}' of an object of {type.FullName}")
                : new(null, $"a method '{method}' of an object")
            : null;

    private static CodeReference OfObject(PyObject instance) =>
        instance.Class is { } type ? new(type.FullName, $"an object of {type.FullName}") : new(null, "an object without a class");
}
