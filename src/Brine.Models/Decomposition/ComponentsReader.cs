using Brine.Arrays;

namespace Brine.Models;

/// <summary>Reads FastICA and FactorAnalysis.</summary>
internal static class ComponentsReader
{
    /// <summary>FastICA, whose rows are centered where it whitens.</summary>
    internal static LinearMapsEstimator Independent(EstimatorReader reader)
    {
        NDArray components = reader.MapMatrix("components_", columns: reader.FeatureCount);
        int count = components.Shape[0], features = components.Shape[1];
        NDArray mixing = reader.MapMatrix("mixing_", rows: features, columns: count);
        NDArray? mean = reader.Has("mean_") ? reader.MapVector(features, "mean_") : null;
        return new(reader.Info, new LinearMapsForm(new LinearMap(components) { Mean = mean, RoundsRows = true })
        {
            InverseTransform = new LinearMap(mixing) { Shift = mean },
        }, InputContract.Finite with { Floats = reader.SavedBy.IsAtLeast(1, 1) ? InputFloats.DoubleOrSingle : InputFloats.Any });
    }

    /// <summary>FactorAnalysis.</summary>
    internal static FactorAnalysis Factors(EstimatorReader reader)
    {
        NDArray components = reader.NumericArray("components_");
        if (components.Rank != 2 || components.Shape[1] == 0 || (reader.FeatureCount is { } expected && expected != components.Shape[1]))
        {
            throw reader.Corrupt("components_", "it is no matrix of a component a row");
        }

        int features = components.Shape[1];
        return new(reader.Info,
            new FactorAnalysisForm(components, reader.MapVector(features, "mean_"), reader.MapVector(features, "noise_variance_"))
        {
            // The number that was asked for decides how the inverse is made.
            IsComplete = reader.TryInt("n_components", out int asked) && asked == features,
            UsesCholesky = reader.SavedBy.IsAtLeast(1, 9),
        });
    }
}
