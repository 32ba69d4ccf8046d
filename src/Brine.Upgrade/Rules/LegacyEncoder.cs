using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>The one-hot encoder of up to 0.19, which 0.20 and 0.21 could still be: it numbers the categories itself.</summary>
internal static class LegacyEncoder
{
    private const int MostCategories = 1 << 20;

    /// <summary>True where only some of the columns are encoded.</summary>
    internal static bool IsMask(PyObject source)
    {
        bool isChosen = source.TryGetAttribute("categorical_features", out PyValue chosen);
        return isChosen && !chosen.IsNone && chosen.AsString() is not "all";
    }

    /// <summary>How many columns the model was trained on is not in the file, so that nobody can say which ones are left.</summary>
    internal static PyValue? Replace(PyObject source, GraphCopy graph, Place place) => throw UpgradeLog.Refuse("UpgradeParameter",
        $"{graph.Target} encodes some of the columns by a ColumnTransformer, which needs their number; the file does not hold it",
        place.Inside(".categorical_features"));

    /// <summary>Gives the encoder categories.</summary>
    internal static void Apply(EstimatorEdit edit)
    {
        bool isLegacy = !edit.Has("categories_") || edit.Get("_legacy_mode").Equals(PyValue.True);
        NDArray? bounds = edit.Array("feature_indices_") ?? edit.Array("_feature_indices_");
        if (!isLegacy || bounds is null)
        {
            return;
        }

        long[] places = bounds.ToInt64s();
        long[]? active = (edit.Array("active_features_") ?? edit.Array("_active_features_"))?.ToInt64s();
        var categories = new PyList();
        for (int i = 0; i + 1 < places.Length; i++)
        {
            long first = places[i], last = places[i + 1];
            if (last < first || last - first > MostCategories)
            {
                throw edit.Refuse("UpgradeState", $"the bounds of the columns do not rise, or by more than {MostCategories}",
                    "feature_indices_");
            }

            long[] values = active is not null ? [.. active.Where(value => value >= first && value < last).Select(value => value - first)]
                : Range(last - first);
            categories.Add(edit.Graph.Arrays.Describe(NDArray.Of(values)));
        }

        edit.Set("categories_", new PyValue(categories));
        edit.Add("n_features_in_", categories.Count);
        edit.Set("categories", "auto");
        edit.Changed("the numbered categories are listed");
    }

    private static long[] Range(long count)
    {
        var values = new long[count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = i;
        }

        return values;
    }
}
