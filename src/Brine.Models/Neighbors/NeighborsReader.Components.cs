namespace Brine.Models;

/// <summary>Reads NeighborhoodComponentsAnalysis.</summary>
internal static partial class NeighborsReader
{
    /// <summary>NeighborhoodComponentsAnalysis, which until 1.4 had as many names as columns came in.</summary>
    internal static LinearMapsEstimator Neighborhood(EstimatorReader reader) => new(
        reader.Info,
        new LinearMapsForm(new LinearMap(reader.MapMatrix("components_", columns: reader.FeatureCount)))
            { NameCount = reader.TryInt("_n_features_out", out int count) && count >= 0 ? count : null },
        InputContract.Finite);
}
