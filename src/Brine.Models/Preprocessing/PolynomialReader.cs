using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads PolynomialFeatures: <c>degree</c> is a number, and from 1.0 on a pair may stand there.</summary>
internal static class PolynomialReader
{
    internal static PolynomialFeatures Read(EstimatorReader reader)
    {
        int count = reader.TryInt("n_features_in_", out int known) || reader.TryInt("n_input_features_", out known) ? known
            : throw reader.Missing("n_features_in_");
        (int least, int most) = Degrees(reader);
        if (count < 0 || least < 0 || most < least)
        {
            throw reader.Corrupt("degree", $"degrees from {least} to {most} of {count} columns");
        }

        SavedVersion version = reader.SavedBy;
        var form = new PolynomialForm
        {
            FeatureCount = count,
            MinDegree = least,
            MaxDegree = most,
            InteractionOnly = reader.Flag("interaction_only", false),
            IncludeBias = reader.Flag("include_bias", true),
            StartsWithFirst = !version.IsAtLeast(0, 22),
            KeepsStoredZeros = version.IsAtLeast(0, 21) && most <= 3,
        };
        return new(reader.Info, form,
            (version.IsAtLeast(0, 20) ? InputContract.FiniteOrSparse : InputContract.Finite) with { Floats = InputFloats.Any },
            named: version.IsAtLeast(1, 0));
    }

    private static (int Least, int Most) Degrees(EstimatorReader reader)
    {
        if (reader.TryInt("_max_degree", out int most))
        {
            return (reader.Int("_min_degree", 0), most);
        }

        if (reader.TryInt("degree", out most))
        {
            return (0, most);
        }

        long[] pair = EstimatorReader.ArrayOf(reader.Value("degree")) is { Rank: 1, Length: 2 } array ? [.. array.Elements().Select(Whole)]
            : throw reader.Missing("degree");
        return ((int)pair[0], (int)pair[1]);
    }

    private static long Whole(PyValue value) => value.TryGetInt64(out long number) && number is >= 0 and <= int.MaxValue ? number : -1;
}
