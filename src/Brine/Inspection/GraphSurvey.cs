using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>Walks all that a file holds, once each and without recursion: which classes it names, which versions wrote it.</summary>
internal sealed class GraphSurvey
{
    private const int Budget = 2_000_000;

    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly Stack<PyValue> _pending = [];
    private readonly Dictionary<string, int> _imports = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _versions = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _writers = new(StringComparer.Ordinal);
    private int _visited;

    internal bool IsComplete => _visited < Budget;

    internal IReadOnlyList<KeyValuePair<string, int>> Imports => [.. _imports.OrderBy(import => import.Key, StringComparer.Ordinal)];

    internal IReadOnlyList<string> WrittenBy =>
        [.. _versions.Select(version => "scikit-learn " + version), .. _writers];

    /// <summary>What the file names and no value shows: its object was thrown away again, or became something else.</summary>
    internal void AddNamed(IEnumerable<PyGlobal> named)
    {
        foreach (IGrouping<string, PyGlobal> name in named.GroupBy(global => SafeText.Of(global.FullName)))
        {
            if (!_imports.ContainsKey(name.Key))
            {
                Count(name.First());
                _imports[name.Key] = name.Count();
            }
        }
    }

    internal void Run(PyValue root)
    {
        Push(root);
        while (_visited < Budget && _pending.TryPop(out PyValue value))
        {
            _visited++;
            Visit(value);
        }
    }

    private void Visit(PyValue value)
    {
        switch (value.Reference)
        {
            case PyByteString:
                _writers.Add("Python 2");
                break;
            case PyGlobal global:
                Count(global);
                break;
            case PyTuple tuple:
                foreach (PyValue item in tuple.Items)
                {
                    Push(item);
                }

                break;
            case PyList list when !list.TryGetInt64s(out _) && !list.TryGetDoubles(out _):
                foreach (PyValue item in list)
                {
                    Push(item);
                }

                break;
            case PySet set:
                foreach (PyValue item in set.Items)
                {
                    Push(item);
                }

                break;
            case PyDict dict:
                Push(dict);
                break;
            case PyObject instance:
                VisitObject(instance);
                break;
        }
    }

    private void VisitObject(PyObject instance)
    {
        if (instance.TryGetAttribute("_sklearn_version", out PyValue version) && version.AsString() is { } text)
        {
            _versions.Add(SafeText.Of(text));
        }

        if (instance.Class is { } type && type.Module.EndsWith("numpy_pickle", StringComparison.Ordinal))
        {
            _writers.Add(type.Name != "NumpyArrayWrapper" ? "joblib 0.9 or older"
                : instance.TryGetAttribute("numpy_array_alignment_bytes", out _) ? "joblib 1.2 or newer" : "joblib 0.10 to 1.1");
        }

        Count(instance.Callable.As<PyGlobal>());
        if (instance.Callable.As<PyGlobal>() is null)
        {
            Push(instance.Callable);
        }

        Push(instance.Arguments);
        Push(instance.State);
        foreach (PyValue later in instance.LaterStates)
        {
            Push(later);
        }

        Push(instance.ListItems);
        Push(instance.DictItems);
        Push(instance.KeywordArguments);
        if (instance.View is NDArray { Objects: { } objects })
        {
            foreach (PyValue item in objects)
            {
                Push(item);
            }
        }
    }

    private void Push(PyDict? dict)
    {
        foreach ((PyValue key, PyValue value) in dict ?? [])
        {
            Push(key);
            Push(value);
        }
    }

    private void Push(PyValue value)
    {
        object? reference = value.Reference;
        if (reference is PyGlobal || (reference is not (null or string) && _seen.Add(reference)))
        {
            _pending.Push(value);
        }
    }

    private void Count(PyGlobal? global)
    {
        if (global is null)
        {
            return;
        }

        string name = SafeText.Of(global.FullName);
        _imports[name] = _imports.GetValueOrDefault(name) + 1;
        if (global.Module.StartsWith("numpy._core", StringComparison.Ordinal))
        {
            _writers.Add("numpy 2.x");
        }
        else if (global.Module.StartsWith("numpy.core", StringComparison.Ordinal))
        {
            _writers.Add("numpy 1.x");
        }
        else if (global.Module is "cloudpickle" or "dill" || global.Module.StartsWith("cloudpickle.", StringComparison.Ordinal)
            || global.Module.StartsWith("dill.", StringComparison.Ordinal))
        {
            // Both put code of functions and classes into the pickle, which stays data here.
            _writers.Add(global.Module.Split('.')[0]);
        }
    }
}
