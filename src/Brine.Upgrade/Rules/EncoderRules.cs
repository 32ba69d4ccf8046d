using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>Encoders of categories and what fills gaps.</summary>
internal static class EncoderRules
{
    private const string Categories = "categories_";

    internal static void ApplyToEncoder(EstimatorEdit edit)
    {
        bool isOneHot = edit.ClassName == "OneHotEncoder";
        if (isOneHot)
        {
            LegacyEncoder.Apply(edit);
            DropLegacy(edit);
        }

        if (!edit.Has(Categories))
        {
            return;
        }

        edit.Add("_infrequent_enabled", false);
        bool isInfrequent = edit.Get("_infrequent_enabled").Equals(PyValue.True);
        if (isOneHot)
        {
            edit.Add("drop_idx_", default);
            if (edit.IsNew && !edit.Has("_drop_idx_after_grouping"))
            {
                if (isInfrequent && !edit.Get("drop_idx_").IsNone)
                {
                    throw edit.Refuse("UpgradeState", "a dropped category is counted otherwise where rare ones are put together since 1.3",
                        "drop_idx_");
                }

                edit.Share("_drop_idx_after_grouping", "drop_idx_");
            }
            else if (!edit.IsNew)
            {
                edit.Drop("_drop_idx_after_grouping");
            }

            AddWidths(edit);
        }
        else
        {
            edit.Add("_missing_indices", new PyValue(MissingIn(edit)));
            if (!edit.IsNew)
            {
                if (isInfrequent)
                {
                    throw edit.Refuse("UpgradeState", "1.2 does not put rare categories together", "_infrequent_enabled");
                }

                edit.Drop("_infrequent_enabled");
            }
        }
    }

    /// <summary>The imputer of up to 0.21, and what newer ones keep of the type of the columns.</summary>
    internal static void ApplyToImputer(EstimatorEdit edit)
    {
        if (edit.Source.Class?.Name == "Imputer")
        {
            if (edit.Int("axis") is not (null or 0))
            {
                throw edit.Refuse("UpgradeParameter", "SimpleImputer fills columns alone, and the model fills rows", "axis");
            }

            edit.Drop("axis");
            if (edit.Text("missing_values") == "NaN")
            {
                edit.Set("missing_values", double.NaN);
            }
        }

        edit.Add("indicator_", default);
        if (edit.Array("statistics_") is { } statistics)
        {
            DType type = statistics.DType.Kind == 'O' ? DType.Object : DType.Float64;
            edit.Add("_fit_dtype", edit.Graph.Arrays.Describe(type));
            if (edit.IsNew)
            {
                edit.Share("_fill_dtype", "_fit_dtype");
            }
            else
            {
                edit.Drop("_fill_dtype");
            }
        }
    }

    internal static void ApplyToNeighborImputer(EstimatorEdit edit)
    {
        if (edit.Array("_mask_fit_X") is not { Rank: 2 } mask || edit.Has("_valid_mask"))
        {
            return;
        }

        bool[] missing = Array.ConvertAll(mask.ToDoubles(), value => value != 0);
        int columns = mask.Shape[1];
        var isValid = new bool[columns];
        for (int i = 0; i < missing.Length; i++)
        {
            isValid[i % columns] |= !missing[i];
        }

        edit.Set("_valid_mask", edit.Graph.Arrays.Describe(NDArray.Of(isValid)));
    }

    internal static void ApplyToIterativeImputer(EstimatorEdit edit)
    {
        if (edit.IsNew && !edit.Has("_is_empty_feature") && edit.Get("initial_imputer_").As<PyObject>() is { } initial
            && initial.TryGetAttribute("statistics_", out PyValue held) && NDArray.From(held) is { DType.Kind: 'f' } statistics)
        {
            edit.Set("_is_empty_feature", edit.Graph.Arrays.Describe(NDArray.Of(Array.ConvertAll(statistics.ToDoubles(), double.IsNaN))));
        }
        else if (!edit.IsNew)
        {
            edit.Drop("_is_empty_feature");
        }
    }

    /// <summary>How many columns each column becomes.</summary>
    private static void AddWidths(EstimatorEdit edit)
    {
        if (edit.Has("_n_features_outs") || edit.Get(Categories).As<PyList>() is not { } categories)
        {
            return;
        }

        NDArray? dropped = edit.Array("drop_idx_");
        var widths = new PyList();
        for (int i = 0; i < categories.Count; i++)
        {
            long width = NDArray.From(categories[i])?.Length ?? 0;
            bool isLess = dropped is not null && i < dropped.Length && !(dropped.Objects is { } places && places[i].IsNone);
            widths.Add(width - (isLess ? 1 : 0));
        }

        edit.Set("_n_features_outs", new PyValue(widths));
    }

    /// <summary>Where missing values stand among the categories of each column.</summary>
    private static PyDict MissingIn(EstimatorEdit edit)
    {
        var missing = new PyDict();
        if (edit.Get(Categories).As<PyList>() is not { } categories)
        {
            return missing;
        }

        for (int i = 0; i < categories.Count; i++)
        {
            if (NDArray.From(categories[i]) is not { } column)
            {
                continue;
            }

            for (int place = 0; place < column.Length; place++)
            {
                if ((column.Objects is not null || column.DType.Kind == 'f') && column[place].TryGetDouble(out double number)
                    && double.IsNaN(number))
                {
                    missing[i] = place;
                }
            }
        }

        return missing;
    }

    private static void DropLegacy(EstimatorEdit edit)
    {
        foreach (string name in (string[])["categorical_features", "n_values", "n_values_", "feature_indices_", "active_features_",
            "_categorical_features", "_categories", "_legacy_mode", "_n_values", "_active_features_", "_feature_indices_", "_n_values_",
            "_deprecated_categorical_features"])
        {
            edit.Drop(name);
        }
    }
}
