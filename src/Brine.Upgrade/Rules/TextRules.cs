using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>Weights of words.</summary>
internal static class TextRules
{
    private const int MaxPrinted = 50;

    /// <summary>A sparse diagonal up to 1.4, then an array.</summary>
    internal static void ApplyToWeights(EstimatorEdit edit)
    {
        if (edit.IsNew && edit.Get("_idf_diag").As<PyObject>() is { } diagonal)
        {
            NDArray? weights = diagonal.TryGetAttribute("data", out PyValue data) ? NDArray.From(data) : null;
            if (weights is null)
            {
                throw edit.Refuse("UpgradeState", "the weights are no sparse matrix", "_idf_diag");
            }

            edit.Drop("_idf_diag");
            edit.Set("idf_", edit.Graph.Arrays.Describe(NDArray.Of(weights.ToDoubles())));
            edit.Add("n_features_in_", weights.Length);
            edit.Changed("_idf_diag is now idf_");
        }
        else if (!edit.IsNew && edit.Array("idf_") is { } array)
        {
            int count = array.Length;
            int[] indices = [.. Enumerable.Range(0, count)], bounds = [.. Enumerable.Range(0, count + 1)];
            ArrayCopy arrays = edit.Graph.Arrays;
            edit.Drop("idf_");
            edit.Set("_idf_diag", new PyValue(Make.Object(new PyGlobal("scipy.sparse._csr", "csr_matrix"),
                ("_shape", new PyValue(new PyTuple(count, count))), ("maxprint", MaxPrinted),
                ("indices", arrays.Describe(NDArray.Of(indices))), ("indptr", arrays.Describe(NDArray.Of(bounds))),
                ("data", arrays.Describe(NDArray.Of(array.ToDoubles()))))));
            edit.Changed("idf_ is now _idf_diag");
        }
    }

    /// <summary>Up to 1.0 the vectorizer asked its transformer for its own parameters.</summary>
    internal static void ApplyToVectorizer(EstimatorEdit edit)
    {
        if (edit.Get("_tfidf").As<PyObject>() is not { } inner)
        {
            return;
        }

        foreach (string name in (string[])["norm", "use_idf", "smooth_idf", "sublinear_tf"])
        {
            if (!edit.Has(name) && inner.TryGetAttribute(name, out PyValue value))
            {
                edit.Set(name, edit.Graph.Copy(value, edit.Place.Inside("." + name)));
            }
        }
    }
}
