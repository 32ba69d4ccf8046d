using System.Globalization;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads IterativeImputer.</summary>
internal static class IterativeImputerReader
{
    internal static IterativeImputer Read(EstimatorReader reader)
    {
        MissingValue missing = ImputerReader.Missing(reader);
        if (!missing.IsNumber || reader.Flag("sample_posterior", false))
        {
            throw reader.Unsupported(missing.IsNumber ? "sample_posterior=True, which draws random numbers," : "these missing_values");
        }

        SimpleImputer initial = reader.Child("initial_imputer_") as SimpleImputer
            ?? throw reader.Unsupported("an initial_imputer_ that is no SimpleImputer");
        bool[] empty = Empty(reader, initial);
        SavedVersion version = reader.SavedBy;
        bool keeps = reader.Flag("keep_empty_features", false);
        int width = keeps ? empty.Length : empty.Count(isEmpty => !isEmpty);
        int rounds = reader.Int("n_iter_", 0);
        var form = new IterativeImputerForm(missing, initial, rounds == 0 ? [] : Steps(reader, width),
            ImputerReader.IndicatorOf(reader, empty.Length))
        {
            Bounds = Bounds(reader, width),
            IsEmpty = empty,
            KeepsEmpty = keeps,
            PredictsAll = keeps && !version.IsAtLeast(1, 6),
        };
        return new(reader.Info, form, new InputContract { TakesMissing = missing.IsNaN, Floats = InputFloats.Any },
            version.IsAtLeast(1, 1));
    }

    private static bool[] Empty(EstimatorReader reader, SimpleImputer initial)
    {
        double[] statistics = [
            .. ((ImputerForm)initial.Form).Statistics.Select(value => value.TryGetDouble(out double number) ? number : double.NaN)];
        if (!reader.Has("_is_empty_feature"))
        {
            return Array.ConvertAll(statistics, double.IsNaN);
        }

        return Array.ConvertAll(reader.Numbers(statistics.Length, "_is_empty_feature"), value => value != 0);
    }

    private static ImputationStep[] Steps(EstimatorReader reader, int width)
    {
        PyList list = reader.Value("imputation_sequence_").As<PyList>() ?? throw reader.Missing("imputation_sequence_");
        var steps = new ImputationStep[list.Count];
        for (int i = 0; i < steps.Length; i++)
        {
            PyTuple? parts = list[i].As<PyTuple>() ?? list[i].As<PyObject>()?.Arguments;

            // Protocols 0 and 1 make a named tuple of its class, of tuple and of the items.
            parts = parts is { Count: 3 } && parts[2].As<PyTuple>() is { } items ? items : parts;
            if (parts is not { Count: 3 } || !TryColumn(parts[0], width, out int column)
                || EstimatorReader.ArrayOf(parts[1]) is not { Rank: 1 } neighbors)
            {
                throw reader.Corrupt("imputation_sequence_", $"item {i} is no column, neighbors and model");
            }

            int[] others = Array.ConvertAll(neighbors.ToInt64s(),
                other => other >= 0 && other < width ? (int)other
                    : throw reader.Corrupt("imputation_sequence_", $"item {i} names column {other} of {width}"));
            Estimator model = reader.Child(parts[2], string.Create(CultureInfo.InvariantCulture, $".imputation_sequence_[{i}]"));
            steps[i] = model.Methods.HasFlag(Methods.Predict) && (model.FeatureCount is not { } count || count == others.Length)
                ? new ImputationStep(column, others, model)
                : throw reader.Corrupt("imputation_sequence_", $"the model of item {i} does not predict by {others.Length} columns");
        }

        return steps;
    }

    private static bool TryColumn(PyValue value, int width, out int column)
    {
        value = NDArray.From(value) is { Length: 1 } scalar ? scalar[0] : value;
        bool fits = value.TryGetInt64(out long number) && number >= 0 && number < width;
        column = fits ? (int)number : 0;
        return fits;
    }

    /// <summary><c>_min_value</c> and <c>_max_value</c>: one for each column, or one for all before 0.23.</summary>
    private static (double Low, double High)[] Bounds(EstimatorReader reader, int width)
    {
        double[] low = Bound(reader, "_min_value", "min_value", double.NegativeInfinity),
            high = Bound(reader, "_max_value", "max_value", double.PositiveInfinity);
        if ((low.Length != 1 && low.Length < width) || (high.Length != 1 && high.Length < width))
        {
            throw reader.Corrupt("_min_value", $"it has {low.Length} and {high.Length} bounds for {width} columns");
        }

        return [.. Enumerable.Range(0, width)
            .Select(column => (low.Length == 1 ? low[0] : low[column], high.Length == 1 ? high[0] : high[column]))];
    }

    private static double[] Bound(EstimatorReader reader, string name, string parameter, double fallback) =>
        reader.Has(name) ? reader.ValueOrNone(name).TryGetDouble(out double number) ? [number] : reader.NumericArray(name).ToDoubles()
            : [reader.Double(parameter, fallback)];
}
