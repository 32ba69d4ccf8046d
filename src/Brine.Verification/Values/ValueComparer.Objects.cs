using System.Text.Json;
using Brine.Pickling;

namespace Brine.Verification;

/// <summary>Classes, functions, instances, exceptions, members of enums.</summary>
internal sealed partial class ValueComparer
{
    private string? Global(JsonElement expected, PyValue actual)
    {
        string wanted = Text(expected, "module") + "." + Text(expected, "name");
        if (NameOf(actual) is not { } found)
        {
            return Unlike($"the {Text(expected, "kind")} {wanted}", actual);
        }

        // numpy's ufuncs do not say what module they are of.
        bool isUfunc = found.StartsWith("numpy.", StringComparison.Ordinal) && Text(expected, "module") is "builtins" or "__builtin__"
            && found.EndsWith("." + Text(expected, "name"), StringComparison.Ordinal);
        return isUfunc || IsNamed(wanted, found) ? null : Unlike($"the {Text(expected, "kind")} {wanted}", actual);
    }

    /// <summary>The name behind a class: given outright, inside another, as type(None), or with parameters, which Python 3.9 counts as the
    /// class itself.</summary>
    private static string? NameOf(PyValue actual)
    {
        if (actual.As<PyGlobal>() is { } global)
        {
            return global.FullName;
        }

        if (actual.As<PyObject>() is { Arguments.Count: >= 1 } call && call.Callable.As<PyGlobal>() is { } callable)
        {
            PyValue first = call.Arguments[0];
            return callable.Name == "_ufunc_reconstruct" && call.Arguments is { Count: 2 } ufunc
                ? $"{first.AsString()}.{ufunc[1].AsString()}"
                : callable.Is("types", "GenericAlias") ? first.As<PyGlobal>()?.FullName
                : !callable.Is("builtins", "type") ? PyBoundMethod.From(actual)?.FullName
                : first.IsNone ? "builtins.NoneType" : first.As<PyGlobal>() is { Module: "builtins" } constant
                    ? constant.Name == "Ellipsis" ? "builtins.ellipsis" : $"builtins.{constant.Name}Type" : null;
        }

        return null;
    }

    /// <summary>True when a file's name for a class is the expected one, or what Python 3 calls the Python 2 name.</summary>
    private bool IsNamed(string expected, string actual)
    {
        if (expected == actual)
        {
            return true;
        }

        int dot = expected.LastIndexOf('.');
        return isPython2 && dot > 0 && PythonNames.ToPython3(expected[..dot], expected[(dot + 1)..]).FullName == actual;
    }

    private string? Enum(JsonElement expected, PyValue actual, ValuePath path)
    {
        if (PyEnumMember.From(actual) is not { } member || !IsNamed(Text(expected, "class"), member.ClassName))
        {
            return Unlike($"a member of {Text(expected, "class")}", actual);
        }

        if (member.Name is { } name)
        {
            return Same(Text(expected, "name"), name);
        }

        Push(expected.GetProperty("value"), member.Value, path.Then(".value"), hasIdentity: false);
        return null;
    }

    private string? Exception(JsonElement expected, PyValue actual, ValuePath path)
    {
        if (actual.As<PyObject>() is not { Class: { } type } instance || PyException.Of(instance) is not { } exception
            || !IsNamed(Text(expected, "class"), isPython2 ? type.FullName : exception.ClassName))
        {
            return Unlike($"a {Text(expected, "class")}", actual);
        }

        string? why = expected.TryGetProperty("dict", out JsonElement attributes) ? Attributes(attributes, exception.Attributes, path)
            : exception.Attributes.Count > 0 ? $"it has attributes that are not expected: {Short(exception.Attributes)}" : null;
        return why ?? Items(expected.GetProperty("args"), exception.Arguments, path.Then(".args"), hasIdentity: true);
    }

    private string? Instance(JsonElement expected, PyValue actual, ValuePath path)
    {
        string className = Text(expected, "class");
        if (className == "numpy._ArrayFunctionDispatcher")
        {
            // A function of numpy, which is an object of a class of its own.
            return actual.As<PyGlobal>() is { } function && function.Module.StartsWith("numpy", StringComparison.Ordinal) ? null
                : Unlike("a function of numpy", actual);
        }

        if (PyIterator.From(actual) is { } iterator)
        {
            return Same(className, "builtins." + iterator.ClassName);
        }

        if (actual.As<PyObject>() is not { } instance || PyInstance.ClassNameOf(instance) is not { } name || !IsNamed(className, name))
        {
            return Unlike($"a {className}", actual);
        }

        (PyInstance? view, bool isOwn) = FixtureClasses.View(instance, name);
        if (view is null)
        {
            return $"the state of {className} is in a form of its own: {Short(instance.State)}";
        }

        if (expected.TryGetProperty("coef", out JsonElement coefficients))
        {
            return view.Attributes.TryGetValue("coef", out PyValue coef) || view.Attributes.TryGetValue("_coef", out coef)
                ? One(coefficients, coef, path.Then(".coef")) : "it has no coef";
        }

        string? why = expected.TryGetProperty("slots", out JsonElement slots) ? Attributes(slots, view.Slots, path, isOrdered: false)
            : view.Slots.Count > 0 ? "it has slots, which are not expected" : null;
        why ??= expected.TryGetProperty("dict", out JsonElement attributes)
            ? Text(expected, "$") == "namedtuple" && view.Attributes.Count == 0 ? Fields(expected, attributes, view.Base, path)
                : Attributes(attributes, view.Attributes, path)
            : view.Attributes.Count > 0 ? $"it has attributes that are not expected: {Short(view.Attributes)}" : null;
        return why ?? (expected.TryGetProperty("base", out JsonElement below) ? Base(below, view.Base, path.Then("(base)"))
            : view.Base.IsNone || isOwn ? null : $"it has a base value that is not expected: {Short(view.Base)}");
    }

    /// <summary>Python 2's namedtuple shows its items as attributes too.</summary>
    private string? Fields(JsonElement expected, JsonElement attributes, PyValue items, ValuePath path)
    {
        List<string?> names = [.. expected.GetProperty("fields").EnumerateArray().Select(name => name.GetString())];
        if (attributes.GetArrayLength() != names.Count)
        {
            return $"expected the attributes {Short(attributes.GetRawText())}, loaded those of the fields {string.Join(", ", names)}";
        }

        foreach (JsonElement pair in attributes.EnumerateArray())
        {
            int at = names.IndexOf(pair[0].GetString());
            if (at < 0 || items.As<PyTuple>() is not { } tuple || at >= tuple.Count)
            {
                return $"there is no item for the attribute {pair[0].GetString()}";
            }

            Push(pair[1], tuple[at], path.Then("." + names[at]));
        }

        return null;
    }

    /// <summary>What a subclass of list, str and so on is besides its attributes; the file may give it in another container.</summary>
    private string? Base(JsonElement expected, PyValue actual, ValuePath path)
    {
        string tag = expected.ValueKind == JsonValueKind.Object ? Text(expected, "$") : "";
        switch (tag)
        {
            case "list" or "tuple" or "set" or "frozenset":
                IReadOnlyList<PyValue>? items = actual.Reference switch
                {
                    IReadOnlyList<PyValue> sequence => sequence,
                    PySet set => [.. set.Items],
                    null when actual.IsNone => [],
                    _ => null,
                };

                // class.__new__(class, (1, 2)) gives a tuple's items in one argument, a namedtuple's each in its own.
                items = tag == "tuple" && items is [{ Reference: PyTuple inner }] && expected.GetProperty("v").GetArrayLength() != 1 ? inner
                    : items;
                return items is null ? Unlike("a " + tag, actual)
                    : tag.Contains("set", StringComparison.Ordinal) ? SetItems(expected, items, path) : Items(expected, items, path);
            case "dict":
                return actual.IsNone ? Dict(expected, new PyDict(), actual, path) : Dict(expected, actual.As<PyDict>(), actual, path);
            default:
                Push(expected, actual, path, hasIdentity: false);
                return null;
        }
    }

    /// <summary>Attributes by name; in order, save where Python 2 gives them none.</summary>
    private string? Attributes(JsonElement expected, PyDict attributes, ValuePath path, bool isOrdered = true)
    {
        JsonElement[] wanted = [.. expected.EnumerateArray()];
        if (wanted.Length != attributes.Count)
        {
            return $"expected the attributes {string.Join(", ", wanted.Select(pair => pair[0].GetString()))}, loaded "
                + $"{string.Join(", ", attributes.Keys.ToArray().Select(key => key.AsString()))}";
        }

        for (int i = wanted.Length - 1; i >= 0; i--)
        {
            string name = wanted[i][0].GetString()!;
            int at = isOrdered && !isPython2 ? i : attributes.Keys.ToArray().ToList().FindIndex(key => key.AsString() == name);
            if (at < 0 || attributes.Keys[at].AsString() != name)
            {
                return $"expected the attribute {name}, loaded {(at < 0 ? "none of that name" : attributes.Keys[at].AsString())}";
            }

            Push(wanted[i][1], attributes.Values[at], path.Then("." + name));
        }

        return null;
    }

    private static string? Typing(JsonElement expected, PyValue actual) =>
        PyTypeHint.From(actual) is { } hint ? Same(Text(expected, "repr"), hint.Text)
            : Unlike("the type hint " + Text(expected, "repr"), actual);
}
