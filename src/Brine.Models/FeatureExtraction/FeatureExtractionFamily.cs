namespace Brine.Models;

/// <summary>The extractors of <c>sklearn.feature_extraction</c> that take records or images instead of documents.</summary>
internal static class FeatureExtractionFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.feature_extraction", "DictVectorizer", FeatureExtractionReader.Dicts),
        new("sklearn.feature_extraction", "FeatureHasher", FeatureExtractionReader.Hasher),
        new("sklearn.feature_extraction", "PatchExtractor", FeatureExtractionReader.Patches),
    ];
}
