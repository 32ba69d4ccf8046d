namespace Brine.Models;

/// <summary>The vectorizers of <c>sklearn.feature_extraction.text</c>.</summary>
internal static class TextFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.feature_extraction", "CountVectorizer", reader => new CountVectorizer(reader)),
        new("sklearn.feature_extraction", "TfidfVectorizer", reader => new TfidfVectorizer(reader)),
        new("sklearn.feature_extraction", "TfidfTransformer", reader => new TfidfTransformer(reader)),
        new("sklearn.feature_extraction", "HashingVectorizer", reader => new HashingVectorizer(reader)),
    ];
}
