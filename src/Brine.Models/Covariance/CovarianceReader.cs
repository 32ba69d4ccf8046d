using Brine.Arrays;

namespace Brine.Models;

/// <summary>Reads the estimators of covariance.</summary>
internal static class CovarianceReader
{
    /// <summary>All but EllipticEnvelope.</summary>
    internal static CovarianceEstimator Distances(EstimatorReader reader) => new(reader.Info, Form(reader));

    /// <summary>EllipticEnvelope, whose <c>offset_</c> was minus <c>threshold_</c> until 0.19.</summary>
    internal static CovarianceEstimator Envelope(EstimatorReader reader)
    {
        bool hasOffset = reader.Has("offset_");
        return new(reader.Info, Form(reader) with
        {
            Offset = hasOffset ? reader.Double("offset_") : -reader.Double("threshold_"),
            DecidesByPowers = !hasOffset,
            HasScores = hasOffset,
        });
    }

    private static CovarianceForm Form(EstimatorReader reader)
    {
        NDArray location = reader.NumericArray("location_");
        if (!reader.Has("precision_") && reader.Has("covariance_"))
        {
            throw reader.Unsupported(
                "store_precision=False, which leaves the inverse of the covariance to be made from its eigenvalues at each call");
        }

        NDArray precision = reader.NumericArray("precision_");
        int count = location.Length;
        if (location.Rank != 1 || count == 0 || (reader.FeatureCount is { } expected && expected != count))
        {
            throw reader.Corrupt("location_", $"it has {location.Length} numbers");
        }

        if (precision.Rank != 2 || precision.Shape[0] != count || precision.Shape[1] != count)
        {
            throw reader.Corrupt("precision_", $"it is not of shape ({count}, {count})");
        }

        return new CovarianceForm(location, precision) { SquaresRoots = reader.SavedBy.IsAtLeast(0, 21) };
    }
}
