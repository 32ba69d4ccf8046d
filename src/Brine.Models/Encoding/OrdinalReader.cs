using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads OrdinalEncoder.</summary>
internal static class OrdinalReader
{
    internal static OrdinalEncoder Encoder(EstimatorReader reader)
    {
        NDArray[] categories = CategoryReader.Categories(reader);
        DType dtype = DTypeParameter.Read(reader, DType.Float64, takesObjects: true);
        string handle = reader.Text("handle_unknown") ?? "error";
        bool refusesUnknown = handle switch
        {
            "error" => true,
            "use_encoded_value" => false,
            _ => throw reader.Unsupported($"handle_unknown='{handle}'"),
        };
        double unknownNumber = refusesUnknown ? double.NaN : reader.Double("unknown_value");
        PyDict? missing = reader.ValueOrNone("_missing_indices").As<PyDict>();
        PyList? mappings = reader.Flag("_infrequent_enabled", false) ? reader.ValueOrNone("_default_to_infrequent_mappings").As<PyList>()
            : null;
        if (mappings is not null && mappings.Count != categories.Length)
        {
            throw new PickleFormatException("FormatShape",
                "an OrdinalEncoder has another number of groups than of columns; the file is corrupt");
        }

        var form = new OrdinalForm(
            [.. categories.Select((values, c) => Feature(values, mappings is null ? default : mappings[c], MissingIndex(missing, c)))])
        {
            RefusesUnknown = refusesUnknown,
            UnknownNumber = unknownNumber,
            MissingNumber = reader.Double("encoded_missing_value", double.NaN),
            DType = dtype,
            UnknownCell = reader.ValueOrNone("unknown_value"),
            MissingCell = reader.ValueOrNone("encoded_missing_value"),
            FindsNumbersAmongObjects = CategoryReader.FindsNumbersAmongObjects(reader),
        };

        // Gaps pass from 1.0 on.
        return new(reader.Info, form, new InputContract { Kind = InputKind.Columns, TakesMissing = reader.SavedBy.IsAtLeast(1, 0) });
    }

    /// <param name="categories">The categories.</param>
    /// <param name="mapping">An item of <c>_default_to_infrequent_mappings</c>: one group a category, the missing one left out; or
    /// None.</param>
    /// <param name="missing">The place of the category NaN, or null.</param>
    private static OrdinalFeature Feature(NDArray categories, PyValue mapping, int? missing)
    {
        int count = categories.Length;
        long[] groups = mapping.IsNone ? [.. Enumerable.Range(0, count)] : EstimatorReader.ArrayOf(mapping)?.ToInt64s() ?? throw Bad();
        if (missing >= count || (groups.Length != count && (groups.Length != count - 1 || missing != count - 1)))
        {
            throw Bad();
        }

        return new OrdinalFeature(categories, Array.ConvertAll(groups, group => group >= 0 && group < count ? (int)group : throw Bad()))
        {
            HasInfrequent = !mapping.IsNone,
            MissingIndex = missing,
        };
    }

    private static int? MissingIndex(PyDict? missing, int column) =>
        missing is not null && missing.TryGetValue(column, out PyValue index) && index.TryGetInt64(out long place)
            && place is >= 0 and < int.MaxValue ? (int)place : null;

    private static PickleFormatException Bad() =>
        new("FormatShape", "the groups of an OrdinalEncoder do not fit its categories; the file is corrupt");
}
