using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>How each class of scikit-learn keeps its numbers.</summary>
internal sealed partial class ColumnScaler
{
    internal static ColumnScaler ReadStandard(EstimatorReader reader)
    {
        bool shifts = reader.Flag("with_mean", true), scales = reader.Flag("with_std", true);
        double[]? mean = shifts ? reader.Doubles("mean_") : null;
        double[]? scale = scales ? reader.Doubles("scale_", "std_") : null;
        return Read(reader, mean, scale, shifts, null, reader.SavedBy.IsAtLeast(1, 8));
    }

    internal static ColumnScaler ReadRobust(EstimatorReader reader)
    {
        bool shifts = reader.Flag("with_centering", true), scales = reader.Flag("with_scaling", true);
        return Read(reader, shifts ? reader.Doubles("center_") : null, scales ? reader.Doubles("scale_") : null, shifts);
    }

    internal static ColumnScaler ReadMaxAbs(EstimatorReader reader) =>
        Read(reader, null, reader.Doubles("scale_"), shifts: false, reader.Flag("clip", false) ? (-1, 1) : null);

    internal static ColumnScaler ReadMinMax(EstimatorReader reader)
    {
        double[] scale = reader.Doubles("scale_"), min = reader.Doubles("min_");
        RequireCount(reader, scale, min.Length);
        return new ColumnScaler(reader, ColumnKernel.MultiplyThenAdd(scale, min, ReadRange(reader)), ColumnKernel.SubtractThenDivide(min, scale), null);
    }

    private static ColumnScaler Read(EstimatorReader reader, double[]? offset, double[]? scale, bool shifts, (double Low, double High)? clip = null, bool roundsCoefficients = false)
    {
        int count = scale?.Length ?? offset?.Length ?? reader.FeatureCount ?? throw reader.Missing("n_features_in_");
        RequireCount(reader, scale, count);
        RequireCount(reader, offset, count);
        double[] divisors = scale ?? Filled(1, count);
        return new ColumnScaler(
            reader,
            ColumnKernel.SubtractThenDivide(offset ?? Filled(0, count), divisors, clip, roundsCoefficients),
            ColumnKernel.MultiplyThenAdd(divisors, offset ?? Filled(-0.0, count), null, roundsCoefficients),
            new SparseScaling(scale, reader.TryArray("scale_", out NDArray? given) ? given!.DType : DType.Float64, shifts));
    }

    /// <summary><c>feature_range</c>, where <c>clip</c> (from 0.24) is set.</summary>
    private static (double Low, double High)? ReadRange(EstimatorReader reader)
    {
        if (!reader.Flag("clip", false))
        {
            return null;
        }

        double[] range = reader.Doubles("feature_range");
        return range.Length == 2 ? (range[0], range[1]) : throw new PickleFormatException("FormatShape", $"{reader.Path}.feature_range has {range.Length} numbers instead of 2; the file is corrupt");
    }

    private static void RequireCount(EstimatorReader reader, double[]? values, int count)
    {
        if ((values is not null && values.Length != count) || (reader.FeatureCount is { } expected && expected != count))
        {
            throw new PickleFormatException("FormatShape", $"the arrays of {reader.Path} ({reader.ClassName}) do not fit each other; the file is corrupt");
        }
    }

    private static double[] Filled(double value, int count)
    {
        var values = new double[count];
        Array.Fill(values, value);
        return values;
    }
}
