using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads OneHotEncoder.</summary>
internal static class OneHotReader
{
    /// <summary>The encoder in the form that the file has: up to 0.21 there was another one beside today's.</summary>
    internal static Estimator OneHot(EstimatorReader reader) =>
        reader.Flag("_legacy_mode", !reader.Has("categories_") && reader.Has("feature_indices_")) ? IntegerOneHotReader.Encoder(reader)
            : Encoder(reader);

    private static OneHotEncoder Encoder(EstimatorReader reader)
    {
        NDArray[] categories = CategoryReader.Categories(reader);
        string handle = reader.Text("handle_unknown") ?? "error";
        if (handle is not ("error" or "ignore" or "infrequent_if_exist" or "warn"))
        {
            throw reader.Unsupported($"handle_unknown='{handle}'");
        }

        bool grouped = reader.Flag("_infrequent_enabled", reader.Has("_infrequent_indices"));
        PyValue[]? mappings = grouped ? Items(reader, "_default_to_infrequent_mappings", categories.Length) : null;
        PyValue[]? drops = Items(reader, reader.Has("_drop_idx_after_grouping") ? "_drop_idx_after_grouping" : "drop_idx_",
            categories.Length);
        var form = new OneHotForm(
            [.. categories.Select(
                (values, c) => Feature(values, mappings is null ? default : mappings[c], drops is null ? default : drops[c]))])
        {
            RefusesUnknown = handle == "error",
            IgnoresUnknown = handle == "ignore",

            // 'warn' came with 1.6 and gave zeros until 1.8.
            GroupsUnknown = handle == "infrequent_if_exist" || (handle == "warn" && reader.SavedBy.IsAtLeast(1, 8)),
            Drops = drops is not null,
            IsSparse = reader.Flag("sparse_output", reader.Flag("sparse", true)),
            DType = DTypeParameter.ReadSparse(reader, DType.Float64),
            FindsNumbersAmongObjects = CategoryReader.FindsNumbersAmongObjects(reader),
        };
        bool isNamed = !reader.Has("feature_name_combiner") || reader.Text("feature_name_combiner") == "concat";

        // Gaps are categories from 0.24 on.
        return new(reader.Info, form, new InputContract { Kind = InputKind.Columns, TakesMissing = reader.SavedBy.IsAtLeast(0, 24) })
        {
            NamesRefused = isNamed ? null : reader.Unsupported($"feature_name_combiner={reader.ValueOrNone("feature_name_combiner")}"),
        };
    }

    /// <summary>Frequent categories keep their order, the infrequent ones are the last group.</summary>
    private static OneHotFeature Feature(NDArray categories, PyValue mapping, PyValue drop)
    {
        int count = categories.Length, groupCount = count;
        int[] groups = [.. Enumerable.Range(0, count)];
        if (!mapping.IsNone)
        {
            groups = EstimatorReader.ArrayOf(mapping) is { } array && array.Length == count
                ? [.. array.ToInt64s().Select(value => value >= 0 && value < count ? (int)value : throw Bad())]
                : throw Bad();
            groupCount = count == 0 ? 0 : groups.Max() + 1;
            var isUsed = new bool[groupCount];
            foreach (int group in groups)
            {
                isUsed[group] = true;
            }

            if (isUsed.Contains(false))
            {
                throw Bad();
            }
        }

        return new OneHotFeature(categories, groups)
        {
            GroupCount = groupCount,
            HasInfrequent = !mapping.IsNone && groupCount > 0,
            DroppedGroup = drop.IsNone ? null : Dropped(drop, groupCount),
        };
    }

    private static int Dropped(PyValue value, int groupCount)
    {
        bool known = value.TryGetInt64(out long index) || (NDArray.From(value) is { Length: 1 } scalar && scalar[0].TryGetInt64(out index))
            || (value.TryGetDouble(out double number) && double.IsInteger(number)
                && (index = (long)Math.Clamp(number, -1, int.MaxValue)) >= 0);
        return known && index >= 0 && index < groupCount ? (int)index : throw Bad();
    }

    private static PyValue[]? Items(EstimatorReader reader, string name, int count)
    {
        PyValue value = reader.ValueOrNone(name);
        if (value.IsNone)
        {
            return null;
        }

        PyValue[]? items = value.As<PyList>() is { } list ? [.. list] : NDArray.From(value) is { } array ? [.. array.Elements()] : null;
        return items?.Length == count ? items : throw Bad();
    }

    private static PickleFormatException Bad() =>
        new("FormatShape", "the columns of a OneHotEncoder do not fit its categories; the file is corrupt");
}
