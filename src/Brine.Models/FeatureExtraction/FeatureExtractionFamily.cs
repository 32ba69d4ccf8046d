namespace Brine.Models;

/// <summary>The extractors of <c>sklearn.feature_extraction</c> that take records instead of documents.</summary>
internal static class FeatureExtractionFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.feature_extraction", "DictVectorizer", FeatureExtractionReader.Dicts),
        new("sklearn.feature_extraction", "FeatureHasher", FeatureExtractionReader.Hasher),
    ];
}
