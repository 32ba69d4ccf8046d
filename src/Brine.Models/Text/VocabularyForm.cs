using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of CountVectorizer and TfidfVectorizer: how often each term of a vocabulary stands in a document.</summary>
public sealed record VocabularyForm : EstimatorForm
{
    internal VocabularyForm(TextAnalysis analysis, IReadOnlyList<string> terms, Estimator? weights)
    {
        Analysis = analysis;
        Terms = terms;
        Weights = weights;
        Children = weights is null ? [] : [new EstimatorChild("_tfidf", weights)];
    }

    /// <summary>The way from a document to its terms.</summary>
    public TextAnalysis Analysis { get; }

    /// <summary>The terms in the order of their columns.</summary>
    public IReadOnlyList<string> Terms { get; }

    /// <summary>The TfidfTransformer that weighs the counts, or null where they are the answer.</summary>
    public Estimator? Weights { get; }

    /// <summary>True where a term that stands in a document counts once.</summary>
    public bool IsBinary { get; init; }

    /// <summary>The dtype of the counts.</summary>
    public DType DType { get; init; } = DType.Int64;

    /// <inheritdoc/>
    public override IReadOnlyList<EstimatorChild> Children { get; }
}
