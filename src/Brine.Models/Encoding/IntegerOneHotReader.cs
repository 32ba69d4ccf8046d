using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads OneHotEncoder as it was up to 0.21, for ints from 0 on.</summary>
internal static class IntegerOneHotReader
{
    internal static IntegerOneHotEncoder Encoder(EstimatorReader reader)
    {
        long[] counts = Array(reader, "n_values_")!.ToInt64s();
        int[] starts = [
            .. Array(reader, "feature_indices_")!.ToInt64s().Select(value => value is >= 0 and < int.MaxValue ? (int)value : throw Bad())];
        if (starts.Length != counts.Length + 1 || starts[0] != 0)
        {
            throw Bad();
        }

        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] < 0 || starts[i + 1] - (long)starts[i] != counts[i])
            {
                throw Bad();
            }
        }

        long[]? active = Array(reader, "active_features_", isOptional: true)?.ToInt64s();
        int[]? activeCategories = active is null ? null
            : [.. active.Select(place => place >= 0 && place < starts[^1] ? (int)place : throw Bad())];
        (int[] columns, bool takesAll) = Select(reader, counts.Length);
        return new(reader.Info, new IntegerOneHotForm(columns, System.Array.ConvertAll(counts, count => (int)count))
        {
            ActiveCategories = activeCategories,
            TakesAll = takesAll,
            RefusesUnknown = (reader.Text("handle_unknown") ?? "error") == "error",
            IsSparse = reader.Flag("sparse", true),
            DType = DTypeParameter.ReadSparse(reader, DType.Float64),
        });
    }

    private static (int[] Columns, bool TakesAll) Select(EstimatorReader reader, int count)
    {
        PyValue value = reader.Has("_categorical_features") ? reader.ValueOrNone("_categorical_features")
            : reader.ValueOrNone("categorical_features");
        if (value.IsNone || value.AsString() == "all")
        {
            return ([.. Enumerable.Range(0, count)], true);
        }

        NDArray chosen = EstimatorReader.ArrayOf(value) ?? throw reader.Unsupported($"categorical_features={value}");
        bool isMask = chosen.DType.Kind == 'b' || (chosen.Objects?.All(item => item.Kind == PyKind.Bool) ?? false);
        long[] numbers = chosen.ToInt64s();
        int[] selected = isMask
            ? [.. Enumerable.Range(0, numbers.Length).Where(i => numbers[i] != 0)]
            : [.. numbers.Select(number => number is >= 0 and < int.MaxValue ? (int)number : throw Bad()).Order().Distinct()];
        return selected.Length == count ? (selected, false) : throw Bad();
    }

    private static NDArray? Array(EstimatorReader reader, string name, bool isOptional = false) =>
        reader.TryArray("_" + name, out NDArray? array) || reader.TryArray(name, out array) ? array
            : isOptional ? null : throw reader.Missing(name);

    private static PickleFormatException Bad() =>
        new("FormatShape", "the columns of a OneHotEncoder do not fit its categories; the file is corrupt");
}
