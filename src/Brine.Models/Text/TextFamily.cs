namespace Brine.Models;

/// <summary>The vectorizers of <c>sklearn.feature_extraction.text</c>.</summary>
internal static class TextFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.feature_extraction", "CountVectorizer", VectorizerReader.Count),
        new("sklearn.feature_extraction", "TfidfVectorizer", VectorizerReader.Tfidf),
        new("sklearn.feature_extraction", "TfidfTransformer", TfidfReader.Transformer),
        new("sklearn.feature_extraction", "HashingVectorizer", VectorizerReader.Hashing),
    ];
}
