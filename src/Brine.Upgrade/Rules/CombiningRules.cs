using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>Estimators made of others.</summary>
internal static class CombiningRules
{
    private const string Passthrough = "passthrough";

    internal static void ApplyToCalibrated(EstimatorEdit edit)
    {
        edit.Rename("calibrators_", "calibrators");
        if (edit.Get("classes").IsNone)
        {
            edit.Drop("classes");
            edit.Rename("classes_", "classes");
        }

        edit.Drop("classes_");
        edit.Drop("label_encoder_");
    }

    /// <summary>Columns that pass through are passed by a transformer of their own from 1.4 on, and beside the others in 1.2.</summary>
    internal static void ApplyToColumns(EstimatorEdit edit)
    {
        if (!edit.IsNew)
        {
            edit.Drop("_transformers_feature_names_out");
            edit.Add("_name_to_fitted_passthrough", new PyValue(new PyDict()));
            edit.Share("_n_features", "n_features_in_");
            return;
        }

        PyDict? fitted = edit.Get("_name_to_fitted_passthrough").As<PyDict>();
        edit.Drop("_name_to_fitted_passthrough");
        edit.Drop("_n_features");
        if (edit.Get("transformers_").As<PyList>() is not { } list)
        {
            return;
        }

        bool isChanged = false;
        var transformers = new PyList();
        Place place = edit.Place.Inside(".transformers_");
        foreach (PyValue entry in list)
        {
            if (entry.As<PyTuple>() is not { Count: 3 } parts || parts[1].AsString() != Passthrough)
            {
                transformers.Add(edit.Graph.Copy(entry, place));
                continue;
            }

            isChanged = true;
            PyValue step = fitted is not null && fitted.TryGetValue(parts[0], out PyValue known) ? edit.Graph.Copy(known, place)
                : new PyValue(Passing(edit, parts[0]));
            transformers.Add(new PyValue(new PyTuple(edit.Graph.Copy(parts[0], place), step, edit.Graph.Copy(parts[2], place))));
        }

        if (isChanged)
        {
            edit.Set("transformers_", new PyValue(transformers));
            edit.Changed("columns that pass through have a FunctionTransformer");
        }
    }

    /// <summary>From 1.6 on the classes have weights; without them all had the same.</summary>
    internal static void ApplyToCentroids(EstimatorEdit edit)
    {
        if (edit.IsNew && !edit.Has("class_prior_") && edit.AxisOf("classes_", 0) is { } classes)
        {
            var shares = new double[classes];
            Array.Fill(shares, 1.0 / classes);
            edit.Set("class_prior_", edit.Graph.Arrays.Describe(NDArray.Of(shares)));
            edit.Note("decision_function and predict_proba, which the class has since 1.6, need what the model does not hold");
        }
        else if (!edit.IsNew && edit.Array("class_prior_")?.ToDoubles() is { } held && held.Any(share => Math.Abs(share - held[0]) > 1e-5))
        {
            throw edit.Refuse("UpgradeState", "1.2 does not weigh the classes", "class_prior_");
        }
    }

    private static PyObject Passing(EstimatorEdit edit, PyValue name)
    {
        GraphCopy graph = edit.Graph;
        PyObject made = Make.Object(graph, "sklearn.preprocessing", "FunctionTransformer", ("func", default), ("inverse_func", default),
            ("validate", false), ("accept_sparse", true), ("check_inverse", false), ("feature_names_out", "one-to-one"),
            ("kw_args", default), ("inv_kw_args", default), ("_sklearn_version", graph.Target.Version));
        if (edit.Get("_transformer_to_input_indices").As<PyDict>() is not { } places || !places.TryGetValue(name, out PyValue found)
            || found.As<PyList>() is not { } columns)
        {
            return made;
        }

        made.Attributes!["n_features_in_"] = columns.Count;
        if (edit.Array("feature_names_in_")?.ToStrings() is { } names)
        {
            PyValue[] own = [.. columns.Select(column => column.TryGetInt64(out long at) && at >= 0 && at < names.Length ? names[at] : "")
                .Select(text => PyValue.FromText(text ?? ""))];
            made.Attributes["feature_names_in_"] = graph.Arrays.Describe(NDArray.OfObjects([own.Length], own));
        }

        return made;
    }
}
