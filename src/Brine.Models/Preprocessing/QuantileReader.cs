using Brine.Arrays;

namespace Brine.Models;

/// <summary>Reads QuantileTransformer.</summary>
internal static class QuantileReader
{
    internal static QuantileTransformer Read(EstimatorReader reader)
    {
        NDArray quantiles = reader.NumericArray("quantiles_");
        double[] references = reader.NumericArray("references_").ToDoubles();
        if (quantiles.Rank != 2 || quantiles.Shape[0] != references.Length || references.Length == 0
            || (reader.TryInt("n_features_in_", out int count) && count != quantiles.Shape[1]))
        {
            throw reader.Corrupt("quantiles_", "it does not fit the references");
        }

        string distribution = reader.Text("output_distribution") ?? "uniform";
        SavedVersion version = reader.SavedBy;
        var form = new QuantileForm(quantiles, references)
        {
            IsNormal = distribution == "normal"
                || (distribution != "uniform" ? throw reader.Unsupported($"output_distribution='{distribution}'") : false),
            IgnoresZeros = reader.Flag("ignore_implicit_zeros", false),
            WidensBounds = !version.IsAtLeast(0, 21),
            WidensSingles = version.IsAtLeast(1, 6),
        };
        return new(reader.Info, form,
            new InputContract { TakesSparse = true, TakesMissing = version.IsAtLeast(0, 20), Floats = InputFloats.Any });
    }
}
