using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>Scorers, splitters, distributions and grids of a search in one line, as Python would write them.</summary>
internal sealed class SearchText
{
    private const int MostItems = 20, MostDepth = 6, MostValues = 2_000;

    private static readonly string[] Scorers = ["_PredictScorer", "_ProbaScorer", "_ThresholdScorer", "_Scorer"];

    private int _left = MostValues;

    private SearchText()
    {
    }

    /// <summary>The text of a value; of what has very many parts the first ones.</summary>
    internal static string Of(PyValue value) => new SearchText().Of(value, 0);

    private string Of(PyValue value, int depth)
    {
        if (--_left < 0 || depth > MostDepth)
        {
            return "...";
        }

        if (value.As<PyDict>() is { } dict)
        {
            return "{" + Join(dict.Select(item => $"{Of(item.Key, depth + 1)}: {Of(item.Value, depth + 1)}")) + "}";
        }

        if (value.As<PyList>() is { } list)
        {
            return "[" + Join(list.Select(item => Of(item, depth + 1))) + "]";
        }

        if (value.As<PyTuple>() is { } tuple)
        {
            return "(" + Join(tuple.Items.ToArray().Select(item => Of(item, depth + 1))) + ")";
        }

        if (PyObject.NameOf(value) is { } name)
        {
            return name.Name;
        }

        return value.As<PyObject>() is not { } instance ? value.ToString()
            : NDArray.From(value) is { } array
                ? array.Rank == 0 ? array.Elements().First().ToString()
                    : "[" + Join(array.Elements().Select(item => Of(item, depth + 1))) + "]"
            : OfObject(instance, depth);
    }

    private string OfObject(PyObject instance, int depth)
    {
        string name = instance.Class?.Name ?? "object";
        if (name.EndsWith("_frozen", StringComparison.Ordinal) && Attribute(instance, "dist").As<PyObject>() is { } distribution)
        {
            IEnumerable<string> given = Attribute(instance, "args").As<PyTuple>() is { } args
                ? args.Items.ToArray().Select(item => Of(item, depth + 1)) : [];
            return $"{(distribution.Class?.Name ?? name).Replace("_gen", "", StringComparison.Ordinal)}("
                + $"{Join(given.Concat(Pairs(Attribute(instance, "kwds").As<PyDict>(), depth)))})";
        }

        if (Scorers.Contains(name))
        {
            bool isError = Attribute(instance, "_sign").TryGetDouble(out double sign) && sign < 0;
            string[] parts =
            [
                Of(Attribute(instance, "_score_func"), depth + 1), .. isError ? ["greater_is_better=False"] : Array.Empty<string>(),
                .. Pairs(Attribute(instance, "_kwargs").As<PyDict>(), depth),
            ];
            return $"make_scorer({Join(parts)})";
        }

        if (name is "ParameterGrid" or "ParameterSampler")
        {
            return $"{name}({Of(Attribute(instance, name == "ParameterGrid" ? "param_grid" : "param_distributions"), depth + 1)})";
        }

        if (instance.Class is { } type && SklearnCatalog.Find(type) is { } known)
        {
            return $"{name}({Join(Changed(instance, known, depth))})";
        }

        // As sklearn prints splitters: what __init__ takes, by name; TimeSeriesSplit keeps what it does not take.
        string[] kept = name == "TimeSeriesSplit" ? ["random_state", "shuffle"] : [];
        IEnumerable<string> settings = (instance.Attributes ?? new PyDict())
            .Where(item => item.Key.AsString() is { } key && !key.StartsWith('_') && !key.EndsWith('_') && key is not ("cvargs" or "cv")
                && !kept.Contains(key))
            .Concat(Attribute(instance, "cvargs").As<PyDict>() ?? [])
            .OrderBy(item => item.Key.AsString(), StringComparer.Ordinal)
            .Select(item => $"{item.Key.AsString()}={Of(item.Value, depth + 1)}");
        return $"{name}({Join(settings)})";
    }

    /// <summary>The parameters of an estimator that are not the default ones.</summary>
    private IEnumerable<string> Changed(PyObject instance, CatalogClass known, int depth) => known.Parameters
        .Select(fact => (fact.Name, fact.Value, Text: instance.TryGetAttribute(fact.Name, out PyValue value) ? Of(value, depth + 1) : null))
        .Where(item => item.Text is not null && item.Text != item.Value).Select(item => $"{item.Name}={item.Text}");

    private IEnumerable<string> Pairs(PyDict? dict, int depth) =>
        (dict ?? []).Select(item => $"{item.Key.AsString()}={Of(item.Value, depth + 1)}");

    private static PyValue Attribute(PyObject instance, string name) => instance.TryGetAttribute(name, out PyValue value) ? value : default;

    private static string Join(IEnumerable<string> parts)
    {
        string[] all = [.. parts.Take(MostItems + 1)];
        return string.Join(", ", all.Take(MostItems)) + (all.Length > MostItems ? ", ..." : "");
    }
}
