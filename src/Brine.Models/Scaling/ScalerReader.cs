using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads the scalers: how each class of scikit-learn keeps its numbers, in all versions.</summary>
internal static class ScalerReader
{
    internal static ColumnScaler Standard(EstimatorReader reader)
    {
        bool shifts = reader.Flag("with_mean", true), scales = reader.Flag("with_std", true);
        ColumnScaleForm form = Form(reader, shifts ? reader.Doubles("mean_") : null, scales ? reader.Doubles("scale_", "std_") : null);
        return Scaler(reader, form with { RoundsToData = reader.SavedBy.IsAtLeast(1, 8) }, takesSparse: !shifts);
    }

    /// <summary>RobustScaler takes a sparse matrix even where it shifts, and leaves out the shift.</summary>
    internal static ColumnScaler Robust(EstimatorReader reader)
    {
        bool shifts = reader.Flag("with_centering", true), scales = reader.Flag("with_scaling", true);
        return Scaler(reader, Form(reader, shifts ? reader.Doubles("center_") : null, scales ? reader.Doubles("scale_") : null),
            takesSparse: true);
    }

    internal static ColumnScaler MaxAbs(EstimatorReader reader) =>
        Scaler(reader, Form(reader, null, reader.Doubles("scale_")) with { Clip = reader.Flag("clip", false) ? (-1, 1) : null },
            takesSparse: true);

    internal static ColumnScaler MinMax(EstimatorReader reader) =>
        Scaler(reader, Form(reader, reader.Doubles("min_"), reader.Doubles("scale_")) with { MultipliesFirst = true, Clip = Range(reader) },
            takesSparse: false);

    internal static Normalizer Norm(EstimatorReader reader)
    {
        string norm = reader.Text("norm") ?? "l2";
        return norm is "l1" or "l2" or "max" ? new Normalizer(reader.Info, new NormForm(norm)) : throw reader.Unsupported($"norm='{norm}'");
    }

    internal static Binarizer Threshold(EstimatorReader reader) => new(reader.Info, new ThresholdForm(reader.Double("threshold", 0)));

    /// <summary>Gaps pass from 0.20 on.</summary>
    private static ColumnScaler Scaler(EstimatorReader reader, ColumnScaleForm form, bool takesSparse) =>
        new(reader.Info, form,
            new InputContract { TakesMissing = reader.SavedBy.IsAtLeast(0, 20), TakesSparse = takesSparse, Floats = InputFloats.Any });

    private static ColumnScaleForm Form(EstimatorReader reader, double[]? offsets, double[]? scales)
    {
        int count = scales?.Length ?? offsets?.Length ?? reader.FeatureCount ?? throw reader.Missing("n_features_in_");
        if ((scales ?? offsets)?.Length != (offsets ?? scales)?.Length || (reader.FeatureCount is { } expected && expected != count))
        {
            throw new PickleFormatException("FormatShape",
                $"the arrays of {reader.Path} ({reader.ClassName}) do not fit each other; the file is corrupt");
        }

        return new ColumnScaleForm
        {
            FeatureCount = count,
            Offsets = offsets,
            Scales = scales,
            ScaleType = reader.TryArray("scale_", out NDArray? given) ? given!.DType : DType.Float64,
        };
    }

    /// <summary><c>feature_range</c>, where <c>clip</c> (from 0.24) is set.</summary>
    private static (double Low, double High)? Range(EstimatorReader reader)
    {
        if (!reader.Flag("clip", false))
        {
            return null;
        }

        double[] range = reader.Doubles("feature_range");
        return range.Length == 2 ? (range[0], range[1])
            : throw new PickleFormatException("FormatShape",
                $"{reader.Path}.feature_range has {range.Length} numbers instead of 2; the file is corrupt");
    }
}
