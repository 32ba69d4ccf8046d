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
        if (value.Kind != PyKind.Object)
        {
            return null;
        }

        var text = new StringBuilder();
        var pending = new Stack<(string? Text, PyValue Value, int Depth)>();
        pending.Push((null, value, 0));
        while (pending.TryPop(out (string? Text, PyValue Value, int Depth) part))
        {
            if (part.Text is not null)
            {
                text.Append(part.Text);
            }
            else if (text.Length > LongestHint || !TryWrite(text, pending, part.Value, part.Depth))
            {
                // Parts that are shared many times over would make a text without end.
                return null;
            }
        }

        return new PyTypeHint(text.ToString());
    }

    private static bool TryWrite(StringBuilder text, Stack<(string? Text, PyValue Value, int Depth)> pending, PyValue value, int depth)
    {
        switch (value.Reference)
        {
            case PyGlobal global:
                text.Append(global.Is("builtins", "Ellipsis") ? "..." : global.Module == "builtins" ? global.Name : global.FullName);
                return true;
            case null when value.IsNone:
                text.Append("None");
                return true;
            case PyObject { Arguments: { Count: 1 } one } call when call.Callable.As<PyGlobal>() is { } type && type.Is("builtins", "type")
                && one[0].IsNone:
                text.Append("None");
                return true;
            case PyObject { Arguments: { Count: 2 } pair } call when depth < DeepestHint && call.Callable.As<PyGlobal>() is { } callable:
                switch (callable.Module, callable.Name)
                {
                    case ("types", "GenericAlias") or ("operator" or "_operator", "getitem"):
                        Join(pending, pair[1], "[", ", ", "]", depth + 1);
                        pending.Push((null, pair[0], depth + 1));
                        return true;
                    case ("functools" or "_functools", "reduce"):
                        Join(pending, pair[1], "", " | ", "", depth + 1);
                        return true;
                    case ("operator" or "_operator", "or_"):
                        Join(pending, pair, "", " | ", "", depth + 1);
                        return true;
                    default:
                        return false;
                }

            default:
                return false;
        }
    }

    /// <summary>Puts the parts down, the last one first.</summary>
    private static void Join(Stack<(string? Text, PyValue Value, int Depth)> pending, PyValue items, string open, string between,
        string close, int depth)
    {
        PyTuple parts = items.As<PyTuple>() ?? new PyTuple(items);
        pending.Push((close, default, 0));
        for (int i = parts.Count - 1; i >= 0; i--)
        {
            pending.Push((null, parts[i], depth));
            pending.Push((i == 0 ? open : between, default, 0));
        }

        if (parts.Count == 0)
        {
            pending.Push((open, default, 0));
        }
    }
}
