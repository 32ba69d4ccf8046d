namespace Brine.Models;

/// <summary>Reads RandomTreesEmbedding.</summary>
internal static class EmbeddingReader
{
    internal static RandomTreesEmbedding Embedding(EstimatorReader reader)
    {
        (TreeEnsembleForm form, InputContract inputs) = TreeReader.Embedding(reader);
        Estimator encoder = reader.Child("one_hot_encoder_");
        return encoder.Methods.HasFlag(Methods.Transform) && (encoder.FeatureCount ?? form.Trees.Count) == form.Trees.Count
            ? new RandomTreesEmbedding(reader.Info,
                new EmbeddingForm(form, encoder) { LeafNames = reader.SavedBy.IsAtLeast(1, 0) ? NamesOf(encoder) : null }, inputs)
            : throw reader.Corrupt("one_hot_encoder_", $"it does not encode the leaves of {form.Trees.Count} trees");
    }

    private static IReadOnlyList<string>? NamesOf(Estimator encoder) => encoder.Form is OneHotForm { Features: { } features }
        ? [.. features.SelectMany((feature, tree) => feature.Categories.ToStrings().Select(leaf => $"randomtreesembedding_{tree}_{leaf}"))]
        : null;
}
