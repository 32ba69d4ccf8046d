using Brine.Arrays;

namespace Brine.Models;

/// <summary>Reads SparsePCA and MiniBatchSparsePCA.</summary>
internal static class SparsePcaReader
{
    internal static SparsePca Read(EstimatorReader reader)
    {
        NDArray components = reader.MapMatrix("components_", columns: reader.FeatureCount);

        // The mean came with 0.20, and was taken off where normalize_components said so; from 0.22 on always.
        bool isCentered = reader.SavedBy.IsAtLeast(0, 22) || reader.Flag("normalize_components", false);
        var form = new SparseComponentsForm(components, isCentered ? reader.MapVector(components.Shape[1], "mean_") : null)
        {
            Penalty = reader.Double("ridge_alpha", 0.01),
            ScalesByBatch = !isCentered,
        };
        return new SparsePca(reader.Info, form,
            ComponentSolver.Of(form) ?? throw reader.Unsupported("components that depend on each other and no ridge_alpha"));
    }
}
