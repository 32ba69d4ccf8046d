using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads SimpleImputer, the Imputer before 0.20 and MissingIndicator.</summary>
internal static class ImputerReader
{
    internal static SimpleImputer Simple(EstimatorReader reader)
    {
        bool isOld = reader.ClassName == "Imputer";
        if (isOld && reader.Int("axis", 0) != 0)
        {
            throw reader.Unsupported("axis=1");
        }

        MissingValue missing = Missing(reader);
        NDArray array = reader.Array("statistics_");
        PyValue[] statistics = Filled(Statistics(array, reader), reader);
        string strategy = reader.Text("strategy") ?? "mean";
        MissingIndicator? indicator = IndicatorOf(reader, statistics.Length);

        bool keepsEmpty = KeepsEmpty(reader, strategy);
        var form = new ImputerForm(missing, statistics, indicator)
        {
            KeptColumns = [.. Enumerable.Range(0, statistics.Length).Where(column => keepsEmpty || !ColumnCells.IsNaN(statistics[column]))],
            MakesFloats = isOld || strategy is "mean" or "median",

            // Versions that keep _fill_dtype do not put a constant of floats among ints.
            FillsFloats = strategy == "constant" && DType.From(reader.ValueOrNone("_fill_dtype")) is { Kind: 'f' },
            IsOfObjects = reader.Has("_fit_dtype") ? DType.From(reader.Value("_fit_dtype")) is { Kind: 'O' }
                : array.DType.Kind == 'O' && statistics.Any(value => value.AsString() is not null),
            StatisticsAreValues = strategy == "most_frequent",
            NamesColumns = !isOld,
            MixesObjects = MixesObjects(reader),
        };
        return new(reader.Info, form,
            Inputs(missing, isOld)
                with { Kind = form.MakesFloats ? InputKind.Numbers : InputKind.Cells,
                    Floats = form.MakesFloats ? InputFloats.Any : InputFloats.AsGiven,
                    MakesObjects = form.IsOfObjects && reader.Has("_fit_dtype") });
    }

    internal static MissingIndicator Indicator(EstimatorReader reader)
    {
        MissingValue missing = Missing(reader);
        int? featureCount = reader.FeatureCount ?? (reader.TryInt("_n_features", out int count) ? count : null);
        int[] columns = Array.ConvertAll(reader.Array("features_").ToInt64s(),
            column => column >= 0 && column < (featureCount ?? int.MaxValue)
            ? (int)column
            : throw new PickleFormatException("FormatModel",
                $"MissingIndicator marks column {column} of {featureCount}: the model is corrupt"));
        var form = new MissingForm(missing, columns)
        {
            FeatureCount = featureCount,
            RefusesNew = reader.Text("features") == "missing-only" && reader.Flag("error_on_new", fallback: true),
            IsSparse = reader.Text("sparse") == "auto" ? null : reader.Flag("sparse", fallback: false),
            MixesObjects = MixesObjects(reader),
        };
        return new(reader.Info, form, Inputs(missing, isOld: false));
    }

    /// <summary><c>indicator_</c> of an imputer of so many columns, or null.</summary>
    internal static MissingIndicator? IndicatorOf(EstimatorReader reader, int width)
    {
        MissingIndicator? indicator = reader.Has("indicator_")
            ? reader.Child("indicator_") as MissingIndicator ?? throw reader.Unsupported("an indicator_ of its own making") : null;
        return indicator is not null && indicator.Columns.Any(column => column >= width)
            ? throw new PickleFormatException("FormatModel",
                $"{reader.ClassName} marks columns beyond the {width} that it knows: the model is corrupt")
            : indicator;
    }

    /// <summary>The contract of an imputer: gaps pass where they are NaN, but no sparse matrix whose zeros are gaps. The Imputer before
    /// 0.20 looked at nothing.</summary>
    private static InputContract Inputs(MissingValue missing, bool isOld) => new()
    {
        Kind = InputKind.Cells, TakesMissing = missing.IsNaN || isOld, TakesInfinity = isOld, TakesSparse = !missing.Matches(0.0),
    };

    /// <summary>From 1.3 on an array of objects is made of a table with nullable columns, where a column of objects stands beside
    /// them.</summary>
    private static bool MixesObjects(EstimatorReader reader) => reader.SavedBy.IsAtLeast(1, 3);

    /// <summary><c>missing_values</c></summary>
    internal static MissingValue Missing(EstimatorReader reader)
    {
        PyValue value = reader.ValueOrNone("missing_values");
        value = NDArray.From(value) is { IsScalar: true } scalar ? scalar[0] : value;

        // The old Imputer spelled NaN as text.
        return reader.ClassName == "Imputer" && value.AsString() == "NaN" ? new MissingValue(ColumnCells.NaN)
            : MissingValue.Takes(value) ? new MissingValue(value)
            : throw reader.Unsupported($"missing_values={value}");
    }

    /// <summary>Columns that were empty in training were always dropped, save for constants, which drop them from 1.8 on.</summary>
    private static bool KeepsEmpty(EstimatorReader reader, string strategy) =>
        reader.Flag("keep_empty_features", fallback: false) || (strategy == "constant" && !reader.SavedBy.IsAtLeast(1, 8));

    /// <summary>Versions that keep <c>_fill_dtype</c>, that of the training, fill in the statistics as it holds them, whatever the data is
    /// of.</summary>
    private static PyValue[] Filled(PyValue[] statistics, EstimatorReader reader) =>
        DType.From(reader.ValueOrNone("_fill_dtype")) is { Kind: 'f' } dtype
        ? Array.ConvertAll(statistics, value => value.TryGetDouble(out double number) ? NumpyPrecision.Round(number, dtype) : value)
        : statistics;

    private static PyValue[] Statistics(NDArray statistics, EstimatorReader reader)
    {
        if (statistics.Rank != 1)
        {
            throw new PickleFormatException("FormatModel",
                $"statistics_ of {reader.ClassName} has {statistics.Rank} dimensions: the model is corrupt");
        }

        PyValue[] values = [.. statistics.Elements().Select(ColumnCells.Open)];
        int odd = Array.FindIndex(values, value => !value.IsNone && value.AsString() is null && !value.TryGetDouble(out _));
        return odd < 0 ? values : throw reader.Unsupported($"the statistic {values[odd]}");
    }
}
