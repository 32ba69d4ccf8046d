using Brine.Pickling;

namespace Brine.Verification;

/// <summary>
/// The classes that <c>generate_values.py</c> defines for its values: where their own code (<c>__init__</c>, <c>__setstate__</c>) makes
/// attributes of what the file holds, the same is done here. All other classes are seen as <see cref="PyInstance"/> sees them.
/// </summary>
internal static class FixtureClasses
{
    /// <returns>The instance, and whether what the file gives as arguments became attributes; null where its state has a form of its
    /// own.</returns>
    internal static (PyInstance? View, bool IsOwn) View(PyObject instance, string className)
    {
        string name = className[(className.LastIndexOf('.') + 1)..];
        PyTuple arguments = instance.Arguments;
        PyDict? attributes = name switch
        {
            "Reduce" when arguments.Count == 1 => Of(("v", arguments[0])),
            "ReduceState" when arguments.Count == 1 => Of(("v", arguments[0])),
            "GetState" when instance.State.As<PyTuple>() is { Count: 2 } state => Of(("v", state[1])),
            "IntState" when instance.State.Kind == PyKind.Int => Of(("got", instance.State)),
            "OldState" when instance.State.Kind == PyKind.List => Of(("s", instance.State)),
            "OldArgs" when arguments.Count == 2 => Of(("a", arguments[0]), ("b", arguments[1])),
            "NewArgsEx" or "NewArgsExState" when Keyword(instance) is { } k => Of(("k", k)),
            "Setter" when instance.LaterStates is [{ Reference: PyStateSetter { State.Reference: PyDict given } }]
                && given.TryGetValue("v", out PyValue v) => Of(("v", new PyTuple("set by", v))),
            _ => null,
        };
        if (attributes is not null)
        {
            if (name is "ReduceState" or "NewArgsEx" or "NewArgsExState" && instance.Attributes is { } more)
            {
                foreach (KeyValuePair<PyValue, PyValue> entry in more)
                {
                    attributes[entry.Key] = entry.Value;
                }
            }

            return (new PyInstance(className, attributes, new PyDict(), default), true);
        }

        // dataclasses._dataclass_getstate: the values of the fields in order.
        if (name is "Slotted" or "FrozenSlotted" && instance.State.As<PyList>() is { Count: 2 } fields)
        {
            return (new PyInstance(className, new PyDict(), Of(("x", fields[0]), ("y", fields[1])), default), true);
        }

        // UserString.__getnewargs__ gives the text again that its state holds.
        return (PyInstance.From(instance), name == "UserString");
    }

    /// <summary>The keyword argument k: of NEWOBJ_EX, or of the functools.partial(cls.__new__, cls, k=...) of protocols 2 and 3.</summary>
    private static PyValue? Keyword(PyObject instance)
    {
        PyDict? keywords = instance.KeywordArguments ?? PyPartial.From(instance.Callable)?.KeywordArguments;
        return keywords is not null && keywords.TryGetValue("k", out PyValue value) ? value : (PyValue?)null;
    }

    private static PyDict Of(params ReadOnlySpan<(string Name, PyValue Value)> entries)
    {
        var dict = new PyDict();
        foreach ((string name, PyValue value) in entries)
        {
            dict[name] = value;
        }

        return dict;
    }
}
