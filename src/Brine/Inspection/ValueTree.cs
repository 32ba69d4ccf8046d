using System.Globalization;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>
/// Lays a value out as lines below lines: estimators by their steps, parameters and fitted attributes, everything else by its parts. What
/// is met a second time is only named, and the number of lines is limited.
/// </summary>
internal sealed class ValueTree(InspectOptions options)
{
    private const int Budget = 20_000;
    private const int ShortText = 60;
    private const int MaxAlike = 3;

    /// <summary>What scikit-learn keeps for itself, or keeps untrained beside the trained one: named in a line, not opened.</summary>
    private static readonly HashSet<string> Bookkeeping = ["output_indices_", "estimator_params", "base_estimator", "estimator", "init",
        "transformers"];

    private readonly Dictionary<object, string> _places = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<PyReference, string> _summaries = new(ReferenceEqualityComparer.Instance);
    private int _lines;

    internal InspectionNode Build(string name, PyValue value, string path = "$", int depth = 0)
    {
        _lines++;
        object? reference = value.Reference is PyObject or PyList or PyDict or PyTuple { Count: > 0 } or PySet ? value.Reference : null;
        if (reference is not null && !_places.TryAdd(reference, path))
        {
            return new InspectionNode(name, $"{Summary(value)}, as at {_places[reference]}", []);
        }

        bool isDeepest = depth >= Math.Clamp(options.Depth, 1, 40) || _lines > Budget || IsClosed(name, depth);
        IReadOnlyList<InspectionNode> children = isDeepest ? [] : Children(value, path, depth);
        return new InspectionNode(name, Summary(value), children) { IsFolded = children.Count == 0 && HasParts(value) };
    }

    /// <summary>True for what would have lines of its own where all is shown.</summary>
    private bool HasParts(PyValue value) => value.Reference switch
    {
        PyDict dict => dict.Count > 0,
        PyList list => IsListed(list),
        PyTuple tuple => IsCounted(tuple),
        PySet set => IsCounted(set),
        PyObject instance =>
            NDArray.From(instance) is { } array ? HasParts(array)
                : !IsLeaf(instance) && PandasSummary.Of(instance) is null
                    && (instance.Attributes?.Count > 0 || instance.Slots?.Count > 0 || instance.ListItems?.Count > 0
                        || instance.DictItems?.Count > 0),
        _ => false,
    };

    private static bool HasParts(NDArray array) =>
        array.Objects is { } objects && objects.Any(item => item.Kind is PyKind.Object or PyKind.Dict or PyKind.List);

    private bool IsCounted(PyValue value) => Summary(value).Contains(" of ", StringComparison.Ordinal);

    private bool IsListed(PyList list) =>
        !list.TryGetInt64s(out _) && !list.TryGetDoubles(out _)
            && (list.Count > 0 && list[0].As<PyObject>() is not null || IsCounted(list));

    private static bool IsLeaf(PyObject instance) =>
        CsrMatrix.From(instance) is not null || DType.From(instance) is not null || ValueSummary.IsMasked(instance)
            || ValueSummary.IsTree(instance) || TorchSummary.Of(instance) is not null || PythonSummary.Of(instance) is not null;

    private bool IsClosed(string name, int depth) =>
        depth > 0 && !options.ShowsBookkeeping && (name.StartsWith('_') || Bookkeeping.Contains(name));

    /// <summary>A value in one line, made once for each: it may stand in many places, and be long.</summary>
    private string Summary(PyValue value)
    {
        if (value.Reference is not PyReference reference)
        {
            return ValueSummary.Of(value);
        }

        return _summaries.TryGetValue(reference, out string? known) ? known : _summaries[reference] = ValueSummary.Of(value);
    }

    private IReadOnlyList<InspectionNode> Children(PyValue value, string path, int depth) => value.Reference switch
    {
        PyObject instance => OfObject(instance, path, depth),
        PyDict dict => Limit(dict.Count, Enumerable.Range(0, dict.Count).Select(i => (Key(dict.Keys[i]), dict.Values[i])), path, depth),
        PyList list when ShowsItems(list) => Limit(list.Count, list.Select((item, i) => (Index(i), item)), path, depth),
        PyTuple tuple when IsCounted(tuple) => Limit(tuple.Count, tuple.Select((item, i) => (Index(i), item)), path, depth),
        PySet set when IsCounted(set) => Limit(set.Count, set.Select((item, i) => (Index(i), item)), path, depth),
        _ => [],
    };

    /// <summary>A hundred trees of a forest are one line: the first of them stands for all.</summary>
    private bool ShowsItems(PyList list) =>
        IsListed(list)
            && (options.ShowsBookkeeping || list.Count <= MaxAlike || Summary(list).StartsWith("list of", StringComparison.Ordinal));

    private IReadOnlyList<InspectionNode> OfObject(PyObject instance, string path, int depth)
    {
        if (NDArray.From(instance) is { } array)
        {
            return HasParts(array)
                ? Limit(array.Length, array.Elements().Select((item, i) => (Index(i), item)), path, depth)
                : [];
        }

        if (PandasSummary.Parts(instance) is { } lines)
        {
            return Lines(lines);
        }

        if (IsLeaf(instance))
        {
            return [];
        }

        var parts = new List<(string, PyValue)>();
        bool classFirst = !ReferenceEquals(instance.Class, instance.Callable.Reference);
        for (int i = classFirst ? 1 : 0; i < instance.Arguments.Count; i++)
        {
            if (!(classFirst && instance.Arguments[i].Reference is PyGlobal or null))
            {
                parts.Add(("argument " + Index(i), instance.Arguments[i]));
            }
        }

        var nodes = new List<InspectionNode>();
        if (instance.Attributes is { } attributes)
        {
            Attributes(attributes, nodes, path, depth);
        }
        else if (instance.HasState && !instance.State.IsNone)
        {
            parts.Add(("state", instance.State));
        }

        foreach ((PyValue key, PyValue slot) in instance.Slots ?? [])
        {
            parts.Add((Key(key), slot));
        }

        if (instance.ListItems is { } items)
        {
            parts.AddRange(items.Select((item, i) => (Index(i), item)));
        }

        if (instance.DictItems is { } entries)
        {
            parts.AddRange(entries.Select(entry => (Key(entry.Key), entry.Value)));
        }

        nodes.AddRange(Limit(parts.Count, parts, path, depth));
        return nodes;
    }

    private List<InspectionNode> Lines(IReadOnlyList<(string Name, string Summary)> lines)
    {
        var nodes = new List<InspectionNode>();
        foreach ((string name, string summary) in lines.Take(options.MaxChildren))
        {
            _lines++;
            nodes.Add(new InspectionNode(SafeText.Of(name), ValueSummary.Cut(SafeText.Of(summary)), []));
        }

        if (lines.Count > nodes.Count)
        {
            nodes.Add(More(lines.Count - nodes.Count));
        }

        return nodes;
    }

    /// <summary>Parameters that fit a line share one; those that hold something, and all that was fitted, have a line each.</summary>
    private void Attributes(PyDict attributes, List<InspectionNode> nodes, string path, int depth)
    {
        var plain = new List<string>();
        var rest = new List<(string, PyValue)>();
        IReadOnlyList<(PyValue Name, PyValue Value)>? layers = TorchSummary.Layers(attributes);
        foreach ((PyValue key, PyValue value) in attributes)
        {
            string name = Key(key);
            bool isParameter = !name.StartsWith('_') && !name.EndsWith('_');
            string summary = isParameter && value.Reference is null or string or PyGlobal ? Summary(value) : "";
            if (isParameter && summary.Length is > 0 and < ShortText)
            {
                plain.Add($"{name}={summary}");
            }
            else if (layers is not null && !options.ShowsBookkeeping && name.StartsWith('_'))
            {
                // What PyTorch keeps for itself: hooks, mostly empty.
            }
            else if (name != "_sklearn_version" && (options.ShowsBookkeeping || !IsDoubled(attributes, name)))
            {
                rest.Add((name, value));
            }
        }

        if (plain.Count > 0)
        {
            nodes.Add(new InspectionNode("parameters", string.Join(", ", plain), []));
        }

        if (layers is not null)
        {
            rest.AddRange(layers.Select(layer => (Key(layer.Name), layer.Value)));
        }

        nodes.AddRange(Limit(rest.Count, rest, path, depth));
    }

    /// <summary>Where the trained one stands beside it, the untrained one says nothing; and the facts above the tree need no line in
    /// it.</summary>
    private static bool IsDoubled(PyDict attributes, string name) => name switch
    {
        "transformers" => attributes.ContainsKey("transformers_"),
        "estimator" or "base_estimator" or "_estimator" or "estimator_params" or "estimators" =>
            attributes.ContainsKey("estimators_") || attributes.ContainsKey("best_estimator_"),
        _ => false,
    };

    private List<InspectionNode> Limit(int count, IEnumerable<(string Name, PyValue Value)> parts, string path, int depth)
    {
        var nodes = new List<InspectionNode>();
        foreach ((string name, PyValue value) in parts.Take(options.MaxChildren))
        {
            if (_lines > Budget)
            {
                break;
            }

            // (name, estimator) and (name, transformer, columns): the tuples of pipelines read as names.
            if (value.As<PyTuple>() is { Count: 2 or 3 } pair && pair[0].AsString() is { } title && pair[1].Reference is PyObject or string)
            {
                InspectionNode step = Build(SafeText.Of(title), pair[1], $"{path}.{title}", depth + 1);
                nodes.Add(pair.Count == 3 ? step with { Summary = $"{step.Summary}  on {Summary(pair[2])}" } : step);
                continue;
            }

            nodes.Add(Build(name, value, name.StartsWith('[') ? path + name : $"{path}.{name}", depth + 1));
        }

        if (count > nodes.Count)
        {
            nodes.Add(More(count - nodes.Count));
        }

        return nodes;
    }

    private static InspectionNode More(int count) =>
        new("...", string.Create(CultureInfo.InvariantCulture, $"and {count:N0} more"), []) { IsFolded = true };

    private static string Index(int i) => string.Create(CultureInfo.InvariantCulture, $"[{i}]");

    private static string Key(PyValue key) => ValueSummary.OfKey(key);
}
