using Brine.Pickling;

namespace Brine;

/// <summary>Scorers of searches: three classes up to 1.3, one class later; the estimator's own score was a function first, then a
/// class.</summary>
internal static class ScorerCopy
{
    private const string Package = "sklearn.metrics", Own = "_passthrough_scorer";

    internal static PyValue? Replace(PyObject source, PyGlobal type, GraphCopy graph, Place place)
    {
        if (NameTable.PackageOf(type.Module) != Package)
        {
            return null;
        }

        bool isNew = graph.Target.IsNew;
        string? name = type.Name switch
        {
            "_PassthroughScorer" when !isNew => Own,
            "_PredictScorer" or "_ProbaScorer" or "_ThresholdScorer" when isNew => "_Scorer",
            "_Scorer" when !isNew => ClassOf(source),
            _ => null,
        };
        return name is null ? (PyValue?)null
            : name == Own ? new PyValue(new PyGlobal("sklearn.metrics._scorer", Own))
            : graph.Open(source, Make.Object(graph, Package, name), place);
    }

    /// <summary>How the one class says what three said.</summary>
    internal static void Apply(EstimatorEdit edit)
    {
        switch (edit.ClassName)
        {
            case "_Scorer":
                edit.Add("_response_method", edit.Source.Class!.Name switch
                {
                    "_ProbaScorer" => "predict_proba",
                    "_ThresholdScorer" => new PyValue(new PyTuple("decision_function", "predict_proba")),
                    _ => "predict",
                });
                break;
            case "_PredictScorer" or "_ProbaScorer" or "_ThresholdScorer":
                edit.Drop("_response_method");
                edit.Drop("_metadata_request");
                break;
        }
    }

    /// <summary>The scorer of a search that was the function.</summary>
    internal static void ApplyToSearch(EstimatorEdit edit)
    {
        foreach (string name in (string[])["scorer_", "_scorer"])
        {
            if (edit.IsNew && edit.Get(name).As<PyGlobal>() is { Name: Own } && edit.Has("estimator"))
            {
                edit.Set(name, new PyValue(Make.Object(edit.Graph, Package, "_PassthroughScorer",
                    ("_estimator", edit.Graph.Copy(edit.Get("estimator"), edit.Place.Inside(".estimator"))))));
                edit.Changed($"{name} is an object, which was a function");
            }
        }
    }

    private static string ClassOf(PyObject source) =>
        source.TryGetAttribute("_response_method", out PyValue method) && method.AsString() is { } text
            ? text == "predict" ? "_PredictScorer" : "_ProbaScorer" : "_ThresholdScorer";
}
