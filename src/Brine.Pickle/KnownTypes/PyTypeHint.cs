using System.Text;

namespace Brine.Pickling;

/// <summary>A type with parameters, such as <c>list[int]</c>, or a union of types, such as <c>int | None</c>.</summary>
/// <param name="Text">The hint as Python prints it.</param>
public sealed record PyTypeHint(string Text)
{
    private const int DeepestHint = 32;
    private const int LongestHint = 10_000;

    /// <summary>Views a value as a type hint, or gives null where it is none.</summary>
    public static PyTypeHint? From(PyValue value)
    {
        var text = new StringBuilder();
        return value.Kind == PyKind.Object && TryWrite(text, value, 0) ? new PyTypeHint(text.ToString()) : null;
    }

    private static bool TryWrite(StringBuilder text, PyValue value, int depth)
    {
        if (text.Length > LongestHint)
        {
            // Parts that are shared many times over would make a text without end.
            return false;
        }

        switch (value.Reference)
        {
            case PyGlobal global:
                text.Append(global.Is("builtins", "Ellipsis") ? "..." : global.Module == "builtins" ? global.Name : global.FullName);
                return true;
            case null when value.IsNone:
                text.Append("None");
                return true;
            case PyObject { Arguments: { Count: 1 } one } call when call.Callable.As<PyGlobal>() is { } type && type.Is("builtins", "type") && one[0].IsNone:
                text.Append("None");
                return true;
            case PyObject { Arguments: { Count: 2 } pair } call when depth < DeepestHint && call.Callable.As<PyGlobal>() is { } callable:
                return (callable.Module, callable.Name) switch
                {
                    ("types", "GenericAlias") or ("operator" or "_operator", "getitem") => TryWrite(text, pair[0], depth + 1) && TryJoin(text, pair[1], "[", ", ", "]", depth),
                    ("functools" or "_functools", "reduce") => TryJoin(text, pair[1], "", " | ", "", depth),
                    ("operator" or "_operator", "or_") => TryJoin(text, pair, "", " | ", "", depth),
                    _ => false,
                };
            default:
                return false;
        }
    }

    private static bool TryJoin(StringBuilder text, PyValue items, string open, string between, string close, int depth)
    {
        PyTuple parts = items.As<PyTuple>() ?? new PyTuple(items);
        text.Append(open);
        for (int i = 0; i < parts.Count; i++)
        {
            text.Append(i == 0 ? "" : between);
            if (!TryWrite(text, parts[i], depth + 1))
            {
                return false;
            }
        }

        text.Append(close);
        return true;
    }
}
