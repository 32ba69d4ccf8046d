using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>
/// Logistic regression of several classes, one against the rest: 1.8 and later know it only of the whole. OneVsRestClassifier around it
/// computes what it did.
/// </summary>
internal static class OneVsRest
{
    /// <summary>True where the probabilities of the model would be others in the target.</summary>
    internal static bool IsNeeded(PyObject source, UpgradeTarget target, Place place)
    {
        if (!target.IsNew || place.Owner is "SelectFromModel" or "RFE" or "RFECV" or "OneVsRestClassifier"
            || !source.TryGetAttribute("coef_", out PyValue held) || NDArray.From(held) is not { Rank: 2 } coefficients
            || coefficients.Shape[0] < 3)
        {
            return false;
        }

        SavedVersion version = SavedVersion.Of(source);
        string choice = source.TryGetAttribute("multi_class", out PyValue value) ? value.AsString() ?? "" : "multinomial";
        bool isLiblinear = source.TryGetAttribute("solver", out PyValue solver) && solver.AsString() == "liblinear";
        return choice switch
        {
            "multinomial" => false,
            "ovr" or "warn" => true,
            "auto" or "deprecated" => isLiblinear,
            _ => isLiblinear && version.IsKnown,
        };
    }

    internal static PyValue Replace(PyObject source, GraphCopy graph, Place place)
    {
        SavedVersion version = SavedVersion.Of(source);
        graph.Log.Saw(source);
        Place inside = place with { Version = version, Owner = "LogisticRegression" };
        double[] coefficients = NDArray.From(Attribute(source, "coef_", inside))!.ToDoubles();
        NDArray classes = NDArray.From(Attribute(source, "classes_", inside)) ?? throw Bad(inside, "classes_");
        double[] intercepts = NDArray.From(Attribute(source, "intercept_", inside))?.ToDoubles() ?? throw Bad(inside, "intercept_");
        int features = coefficients.Length / classes.Length;
        if (features * classes.Length != coefficients.Length || (intercepts.Length != classes.Length && intercepts.Length != 1))
        {
            throw Bad(inside, "coef_");
        }

        var estimators = new PyList();
        for (int i = 0; i < classes.Length; i++)
        {
            PyObject one = Plain(source, graph, inside);
            PyDict state = one.Attributes!;
            state["coef_"] = graph.Arrays.Describe(NDArray.Of(coefficients[(i * features)..((i + 1) * features)], 1, features));
            state["intercept_"] = graph.Arrays.Describe(NDArray.Of([intercepts[Math.Min(i, intercepts.Length - 1)]]));
            state["classes_"] = graph.Arrays.Describe(NDArray.Of([0L, 1L]));
            state["n_features_in_"] = features;
            estimators.Add(new PyValue(one));
        }

        PyValue labels = graph.Copy(Attribute(source, "classes_", inside), inside.Inside(".classes_"));
        PyObject binarizer = Make.Object(graph, "sklearn.preprocessing", "LabelBinarizer", ("neg_label", 0), ("pos_label", 1),
            ("sparse_output", true), ("y_type_", "multiclass"), ("sparse_input_", false), ("classes_", labels),
            ("_sklearn_version", graph.Target.Version));
        PyObject made = Make.Object(graph, "sklearn.multiclass", "OneVsRestClassifier",
            ("estimator", new PyValue(Plain(source, graph, inside))), ("n_jobs", default), ("verbose", 0),
            ("label_binarizer_", new PyValue(binarizer)), ("estimators_", new PyValue(estimators)), ("classes_", labels),
            ("n_features_in_", features), ("_sklearn_version", graph.Target.Version));
        if (source.TryGetAttribute("feature_names_in_", out PyValue names))
        {
            made.Attributes!["feature_names_in_"] = graph.Copy(names, inside.Inside(".feature_names_in_"));
        }

        graph.Log.Change(inside, "LogisticRegression", "one class against the rest is now a OneVsRestClassifier around it");
        graph.Log.Note(inside, "OneVsRestClassifier",
            "has no predict_log_proba and no coef_ of its own; those of its estimators_ are the rows");
        return new PyValue(made);
    }

    /// <summary>The model without what it has learned.</summary>
    private static PyObject Plain(PyObject source, GraphCopy graph, Place place)
    {
        PyObject made = Make.Object(graph, "sklearn.linear_model", "LogisticRegression");
        var edit = new EstimatorEdit(graph, source, "LogisticRegression", place);
        foreach (string name in edit.Names.ToArray())
        {
            if (name.EndsWith('_') || (name.StartsWith('_') && name != SavedVersion.Attribute)
                || name is "Cs" or "cv" or "scoring" or "refit" or "l1_ratios")
            {
                edit.Drop(name);
            }
        }

        edit.Set("multi_class", "ovr");
        EstimatorRules.Apply(edit);
        var state = new PyDict();
        edit.FillInto(state);
        made.State = state;
        return made;
    }

    private static PyValue Attribute(PyObject source, string name, Place place) =>
        source.TryGetAttribute(name, out PyValue value) ? value : throw Bad(place, name);

    private static UnsupportedUpgradeException Bad(Place place, string name) =>
        UpgradeLog.Refuse("UpgradeState", "the arrays of the model do not fit each other", place.Inside("." + name));
}
