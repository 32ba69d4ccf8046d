namespace Brine.Pickling;

/// <summary>Python's <c>functools.partial</c>: a function by name and arguments for it. It is never called.</summary>
/// <param name="Function">The function.</param>
/// <param name="Arguments">The first of its positional arguments.</param>
/// <param name="KeywordArguments">Keyword arguments.</param>
public sealed record PyPartial(PyValue Function, PyTuple Arguments, PyDict KeywordArguments)
{
    /// <summary>Views a value as a <c>partial</c>, or gives null where it is none.</summary>
    public static PyPartial? From(PyValue value) =>
        KnownObject.Of(value, "functools", "partial") is { } instance && instance.State.As<PyTuple>() is { Count: 4 } state
        && state[1].As<PyTuple>() is { } arguments && (state[2].IsNone || state[2].Kind == PyKind.Dict)
            ? new PyPartial(state[0], arguments, state[2].As<PyDict>() ?? new PyDict()) : null;
}
