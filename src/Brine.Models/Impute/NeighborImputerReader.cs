using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads KNNImputer.</summary>
internal static class NeighborImputerReader
{
    internal static KnnImputer Read(EstimatorReader reader)
    {
        NDArray rows = reader.NumericArray("_fit_X");
        if (rows.Rank != 2 || (reader.TryInt("n_features_in_", out int width) && width != rows.Shape[1]))
        {
            throw reader.Corrupt("_fit_X", "it has not one column for each of the training");
        }

        MissingValue missing = ImputerReader.Missing(reader);
        string? weights = reader.Text("weights")
            ?? (reader.Has("weights") ? throw reader.Unsupported("weights that are a function") : "uniform");
        string? metric = reader.Text("metric")
            ?? (reader.Has("metric") ? throw reader.Unsupported("a metric that is a function") : "nan_euclidean");
        if (!missing.IsNumber || weights is not ("uniform" or "distance") || metric != "nan_euclidean")
        {
            throw reader.Unsupported($"weights='{weights}', metric='{metric}' and these missing_values");
        }

        MissingIndicator? indicator = ImputerReader.IndicatorOf(reader, rows.Shape[1]);
        SavedVersion version = reader.SavedBy;
        int count = reader.Int("n_neighbors", 5);
        var form = new NeighborImputerForm(missing, rows, indicator)
        {
            NeighborCount = count >= 1 ? count : throw reader.Unsupported($"n_neighbors={count}"),
            WeighsByDistance = weights == "distance",
            KeepsEmpty = reader.Flag("keep_empty_features", false),
            LeavesOutUnknown = version.IsAtLeast(1, 5, 1),
            AlwaysMarks = version.IsAtLeast(1, 3, 1),
            OverlooksEmpty = version.IsAtLeast(1, 3, 1),
        };
        double[] values = rows.ToDoubles();
        bool[] valid = [
            .. Enumerable.Range(0, rows.Shape[1])
                .Select(column => Enumerable.Range(0, rows.Shape[0]).Any(row => !missing.Matches(values[(row * rows.Shape[1]) + column])))];
        return new(reader.Info, form, new InputContract { TakesMissing = missing.IsNaN, Floats = InputFloats.Any }, valid,
            version.IsAtLeast(1, 1));
    }
}
