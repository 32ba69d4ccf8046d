using Brine.Pickling;

namespace Brine.Containers;

/// <summary>numpy's <c>SeedSequence</c>, as pickles have it and as a dict of what its constructor takes.</summary>
internal static class SkopsSeeds
{
    private const string Module = "numpy.random.bit_generator";
    private const string Name = "SeedSequence";
    private static readonly string[] Keywords = ["spawn_key", "pool_size", "n_children_spawned"];

    /// <summary>The <c>state</c> of a seed; empty where the pickle has none, and null where it is another kind.</summary>
    internal static PyDict? Parts(PyValue seed)
    {
        if (seed.IsNone)
        {
            return new PyDict();
        }

        if (seed.As<PyObject>() is not { } instance)
        {
            return null;
        }

        if (instance.Class is { Name: Name } && instance.Callable.As<PyGlobal>() is { Name: not Name })
        {
            // Fields in alphabetical order, as Cython has them: entropy, n_children_spawned, pool, pool_size, spawn_key.
            PyTuple? fields = instance.State.As<PyTuple>() ?? (instance.Arguments.Count == 3 ? instance.Arguments[2].As<PyTuple>() : null);
            return fields is not { Count: 5 } ? null
                : new PyDict { ["entropy"] = fields[0], [Keywords[0]] = fields[4], [Keywords[1]] = fields[3], [Keywords[2]] = fields[1] };
        }

        if (instance.Class is { Name: Name } && instance.Arguments.Count == 1)
        {
            return new PyDict { ["entropy"] = instance.Arguments[0], [Keywords[0]] = PyTuple.Empty, [Keywords[1]] = 4, [Keywords[2]] = 0 };
        }

        if (instance.Callable.As<PyObject>() is { } call
            && PyPartial.From(call) is { Function.Reference: PyGlobal { Name: Name }, Arguments: [{ } entropy] } partial)
        {
            var parts = new PyDict { ["entropy"] = entropy };
            foreach ((PyValue key, PyValue value) in partial.KeywordArguments)
            {
                parts[key] = value;
            }

            return parts;
        }

        return null;
    }

    /// <summary>A call of the constructor that every numpy since 1.17 unpickles; null where nothing is known of the seed.</summary>
    internal static PyObject? Describe(PyDict? parts)
    {
        if (parts is null || !parts.TryGetValue("entropy", out PyValue entropy))
        {
            return null;
        }

        var type = new PyGlobal(Module, Name);
        var keywords = new PyDict();
        foreach (string keyword in Keywords)
        {
            if (parts.TryGetValue(keyword, out PyValue value)
                && !(keyword == "pool_size" ? value == 4 : value == 0 || value.As<PyTuple>() is { Count: 0 }))
            {
                keywords[keyword] = value;
            }
        }

        if (keywords.Count == 0)
        {
            return new PyObject(type, new PyTuple(entropy));
        }

        // A pickle passes keyword arguments by a partial.
        var partial = new PyObject(new PyGlobal("functools", "partial"), new PyTuple(type))
            { State = new PyTuple(type, new PyTuple(entropy), keywords, default) };
        return new PyObject(partial, PyTuple.Empty);
    }
}
