using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads the encoders of category_encoders that look categories up without numbering them.</summary>
internal static class CategoryMeansReader
{
    /// <summary>Every row has as many numbers: more than anybody hashes into, and few enough to make.</summary>
    private const int MostHashes = 1 << 16;

    /// <summary>CatBoostEncoder: the mean of a level, drawn to that of all by <c>a</c> rows; a level of one row has that of all.</summary>
    internal static FrameTransformer CatBoost(EstimatorReader reader)
    {
        double a = reader.Double("a", 1);
        return Means(reader, (sum, count, mean) => (sum + (mean * a)) / (count + a));
    }

    internal static FrameTransformer LeaveOneOut(EstimatorReader reader) => Means(reader, (sum, count, _) => sum / count);

    /// <summary>CountEncoder: how many rows of the training had the category, or which share.</summary>
    internal static FrameTransformer Counts(EstimatorReader reader)
    {
        PyDict maps = reader.Value("mapping").As<PyDict>() ?? throw reader.Missing("mapping");
        PyDict? groups = reader.ValueOrNone("_min_group_categories").As<PyDict>();
        return EncoderFrame.Make(reader, [.. EncoderFrame.Columns(reader).Select(column => CountsOf(reader, column, Find(maps, column),
            groups is null ? null : Find(groups, column).As<PyDict>()))]);
    }

    /// <summary>HashingEncoder: every value of a row falls into one of a few columns by its hash.</summary>
    internal static FrameTransformer Hashes(EstimatorReader reader)
    {
        if ((reader.Text("hash_method") ?? "md5") is not "md5" and { } method)
        {
            throw reader.Unsupported($"hash_method='{method}'");
        }

        int count = reader.Int("n_components", 8);
        return count is < 1 or > MostHashes ? throw reader.Unsupported($"n_components={count}")
            : EncoderFrame.Make(reader, [new HashStep(EncoderFrame.Columns(reader), count)]);
    }

    private static FrameTransformer Means(EstimatorReader reader, Func<double, double, double, double> ofLevel)
    {
        double mean = reader.Double("_mean");
        PyDict maps = reader.Value("mapping").As<PyDict>() ?? throw reader.Missing("mapping");
        string? unknown = reader.Text("handle_unknown"), missing = reader.Text("handle_missing");
        return EncoderFrame.Make(reader, [.. EncoderFrame.Columns(reader).Select(column =>
        {
            if (DataFrame.From(Find(maps, column)) is not { } frame || frame["sum"].ToDoubles() is not { } sums
                || frame["count"].ToDoubles() is not { } counts)
            {
                throw reader.Missing("mapping");
            }

            var step = new CategoryStep(column, [column]);
            double? ofNaN = null, ofNone = null;
            for (int row = 0; row < sums.Length; row++)
            {
                double level = counts[row] > 1 ? ofLevel(sums[row], counts[row], mean) : mean;
                PyValue category = frame.Index[row];
                if (category.IsNone)
                {
                    ofNone ??= level;
                }
                else if (PandasMissing.Is(category))
                {
                    ofNaN ??= level;
                }
                else if (!step.Add(category, [level], isWhole: false))
                {
                    throw reader.Unsupported($"the category {category} of '{column}', which is neither text nor a number,");
                }
            }

            // None and NaN are two; a gap that is unseen makes all gaps of the data unseen.
            double[]? Gap(double? seen) => missing switch
            {
                "error" => null,
                "return_nan" => [double.NaN],
                _ => [seen ?? (missing == "value" ? mean : double.NaN)],
            };
            step.SetUnknown(unknown switch { "error" => null, "value" => [mean], _ => [double.NaN] }, isWhole: false);
            step.SetMissing(Gap(ofNaN), isWhole: false);
            step.SetNone(Gap(ofNone), isWhole: false);
            step.SpreadsFromNone = missing == "value" && ofNone is null;
            step.SpreadsFromNaN = missing == "value" && ofNaN is null;
            return step;
        })]);
    }

    private static CategoryStep CountsOf(EstimatorReader reader, string column, PyValue map, PyDict? groups)
    {
        PyValue handled = OptionOf(reader, "handle_unknown", column), gaps = OptionOf(reader, "handle_missing", column);
        string? unknown = handled.AsString();
        bool isWhole = Series.From(map) is { } series && series.Values.DTypeName.StartsWith("int", StringComparison.Ordinal);
        (PyValue Label, double Number)[] entries = [.. OrdinalCodes.Entries(map) ?? throw reader.Missing("mapping")];
        double filler = handled.TryGetInt64(out long number) ? number
            : unknown == "value" && gaps.AsString() != "return_nan" ? 0 : double.NaN;
        double[]? Filled(double? count) => count is { } known && !double.IsNaN(known) ? [known] : unknown == "error" ? null : [filler];
        var step = new CategoryStep(column, [column]);
        double? missing = null;
        foreach ((PyValue label, double count) in entries)
        {
            if (PandasMissing.Is(label))
            {
                missing ??= count;
            }
            else if (!step.Add(label, [count], isWhole))
            {
                throw reader.Unsupported($"the category {label} of '{column}', which is neither text nor a number,");
            }
        }

        // Small groups were counted together, under one name.
        foreach ((PyValue category, PyValue group) in groups ?? [])
        {
            int place = Array.FindIndex(entries, entry => entry.Label.Kind == group.Kind && entry.Label.Equals(group));
            double? count = place < 0 ? null : entries[place].Number;
            if (PandasMissing.Is(category))
            {
                missing = count;
            }
            else if (Filled(count) is { } row)
            {
                step.Replace(category, row, isWhole && count is not null);
            }
        }

        step.SetUnknown(unknown == "error" ? null : [filler], isWhole: false);
        step.SetMissing(gaps.AsString() == "error" ? null : Filled(missing), isWhole && missing is not null);
        return step;
    }

    /// <summary>An option that may be one for each column.</summary>
    private static PyValue OptionOf(EstimatorReader reader, string name, string column) =>
        reader.ValueOrNone("_" + name).As<PyDict>() is { } byColumn ? Find(byColumn, column)
        : reader.ValueOrNone(name).As<PyDict>() is { } given ? Find(given, column) : reader.ValueOrNone(name);

    private static PyValue Find(PyDict dict, string column) => dict.FirstOrDefault(entry => EncoderFrame.NameOf(entry.Key) == column).Value;
}
