using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>A box of the diagram of a model: an estimator with its name where it stands, and what is in it.</summary>
/// <param name="Name">The name of the step, the part or the parameter; empty for the whole.</param>
/// <param name="Value">The estimator, or a word such as <c>passthrough</c>.</param>
/// <param name="Columns">The columns that it is given; null for all.</param>
internal sealed record DiagramNode(string Name, PyValue Value, string? Columns = null)
{
    private const int MostChildren = 200;
    private const int MostColumns = 12;

    /// <summary>What stands in it: steps one after the other, or parts side by side; nothing for an estimator without others in
    /// it.</summary>
    /// <remarks>Follows <c>_sk_visual_block_</c> of Pipeline, ColumnTransformer, FeatureUnion, voting, stacking and searches, and
    /// <c>_get_visual_block</c> for the rest.</remarks>
    internal (bool IsSerial, IReadOnlyList<DiagramNode> Nodes) Inside()
    {
        if (Value.As<PyObject>() is not { Class: { } type } instance)
        {
            return (false, []);
        }

        switch (type.Name)
        {
            case "Pipeline" when Of(instance, "steps") is { } steps:
                return (true, steps);
            case "ColumnTransformer" when Of(instance, "transformers_") is { } fitted:
                return (false, fitted);
            case "ColumnTransformer" when Of(instance, "transformers") is { } transformers:
                return (false, transformers);
            case "FeatureUnion" when Of(instance, "transformer_list") is { } list:
                return (false, list);
            case "VotingClassifier" or "VotingRegressor" when Of(instance, "estimators") is { } voters:
                return (false, voters);
            case "StackingClassifier" or "StackingRegressor" when Of(instance, "estimators") is { } below:
                return (false, [.. below, .. Single(instance, "final_estimator_"), .. Single(instance, "final_estimator")
                    .Where(_ => !instance.TryGetAttribute("final_estimator_", out PyValue _))]);
        }

        DiagramNode[] best = [.. Single(instance, "best_estimator_")];
        return (false, best.Length > 0 ? best : [.. (instance.Attributes ?? []).Where(item => IsParameter(item.Key))
            .Select(item => new DiagramNode(item.Key.AsString()!, item.Value))
            .Where(node => node.Value.Reference is PyObject && Inspector.IsModel(node.Value)).Take(MostChildren)]);
    }

    /// <summary>The parameters of the constructor, and whether each differs from its default; null where that is not known.</summary>
    internal IEnumerable<(string Name, string Text, bool? IsSet)> Parameters()
    {
        if (Value.As<PyObject>() is not { } instance)
        {
            yield break;
        }

        CatalogClass? known = instance.Class is { } type ? SklearnCatalog.Find(type) : null;
        foreach ((PyValue key, PyValue value) in instance.Attributes ?? [])
        {
            if (!IsParameter(key))
            {
                continue;
            }

            string name = key.AsString()!, text = ValueSummary.OfPart(value);
            CatalogFact[] facts = [.. known?.Parameters.Where(fact => fact.Name == name) ?? []];
            yield return (name, text, facts.Length == 0 ? null : facts.All(fact => fact.Value != text));
        }
    }

    /// <summary>What training found: attributes with a line at their end.</summary>
    internal IEnumerable<(string Name, string Text)> Fitted()
    {
        foreach ((PyValue key, PyValue value) in Value.As<PyObject>()?.Attributes ?? [])
        {
            if (key.AsString() is { Length: > 1 } name && name[^1] == '_' && name[0] != '_')
            {
                yield return (name, ValueSummary.OfPart(value));
            }
        }
    }

    private static bool IsParameter(PyValue key) => key.AsString() is { Length: > 0 } name && name[0] != '_' && name[^1] != '_';

    private static IEnumerable<DiagramNode> Single(PyObject instance, string name) =>
        instance.TryGetAttribute(name, out PyValue value) && value.Reference is PyObject ? [new DiagramNode(name, value)] : [];

    /// <summary>The tuples of names and estimators in an attribute; null where it holds others.</summary>
    private static List<DiagramNode>? Of(PyObject instance, string attribute)
    {
        if (!instance.TryGetAttribute(attribute, out PyValue value) || value.As<PyList>() is not { } list)
        {
            return null;
        }

        var nodes = new List<DiagramNode>();
        foreach (PyValue item in list.Take(MostChildren))
        {
            if (item.As<PyTuple>() is not { Count: >= 2 } tuple || tuple[0].AsString() is not { } name)
            {
                return null;
            }

            nodes.Add(new DiagramNode(name, tuple[1], tuple.Count > 2 ? ColumnsOf(tuple[2]) : null));
        }

        return nodes;
    }

    private static string ColumnsOf(PyValue columns)
    {
        if (columns.As<PyList>() is { } list)
        {
            return string.Join(", ", list.Take(MostColumns).Select(item => item.AsString() ?? ValueSummary.OfPart(item)))
                + (list.Count > MostColumns ? $", … ({list.Count})" : "");
        }

        return columns.AsString() ?? ValueSummary.Of(columns);
    }
}
